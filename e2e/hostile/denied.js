// On a machine that denies crypto: prints every way by which the program got it all the same.
const { spawnSync } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const name = "crypto";
const attempt = (way, get) => {
  try {
    const got = get();
    if (got && (got.createHash || got.Hash || got.subtle)) console.log(way);
  } catch {
    // Refused.
  }
};
/** With `object[key]` replaced meanwhile. */
const patched = (object, key, value, work) => {
  const real = object[key];
  object[key] = value(real);
  try {
    work();
  } finally {
    object[key] = real;
  }
};
attempt("require", () => require(name));
attempt("node:", () => require(`node:${name}`));
attempt("_crypto", () => require("_tls_common") && require(name));
attempt("mainModule", () => process.mainModule.require(name));
attempt("_load", () => module.constructor._load(name));
attempt("createRequire", () => require("node:module").createRequire("/x.js")(name));
attempt("getBuiltinModule", () => process.getBuiltinModule(name));
attempt("binding", () => process.binding(name));
attempt("binding of a list", () => process.binding([name]));
attempt("binding of an object", () => process.binding({ toString: () => name }));
let looks = 0;
attempt("binding of two texts", () => process.binding({ toString: () => (looks++ ? name : "fs") }));
attempt("_linkedBinding", () => process._linkedBinding(name));
attempt("global", () => crypto);
attempt("fresh function", () => Function("return crypto")());
for (const [way, object, key, value] of [
  ["Set.has", Set.prototype, "has", () => () => false],
  ["String.split", String.prototype, "split", () => () => ["x"]],
  ["String.replace", String.prototype, "replace", () => () => "x"],
])
  patched(object, key, value, () => {
    attempt(way, () => require(name));
    attempt(`${way} and getBuiltinModule`, () => process.getBuiltinModule(name));
  });
// What the library hands to a patched method.
let apply = Reflect.apply;
let stolen = [];
const note = (real) => (target, self, values) => {
  if (self?.compileForPublicLoader) stolen.push([target, self]);
  return real(target, self, values);
};
patched(Reflect, "apply", note, () => require("querystring"));
for (const [compile, builtin] of stolen) {
  attempt("Reflect.apply", () => apply(compile, builtin.constructor.map.get(name), []));
}
const maps = new Set();
const { get, keys } = Map.prototype;
patched(
  Map.prototype,
  "get",
  () =>
    function (key) {
      maps.add(this);
      return apply(get, this, [key]);
    },
  () => ["inspector", "repl", "http2", "v8", "wasi"].forEach((id) => attempt("", () => void require(id))),
);
for (const map of maps)
  for (const key of apply(keys, map, []))
    if (typeof key === "string" && /^internal\/|^(builtins|module_wrap)$/.test(key))
      console.log("library's map", key);
// A function on Object.prototype that the host takes for one of its own.
for (const binding of [
  "tls_wrap",
  "cares_wrap",
  "inspector",
  "wasm_web_api",
  "heap_utils",
  "v8",
  "sqlite",
  "wasi",
])
  Object.defineProperty(Object.prototype, binding, {
    configurable: true,
    value: (context) => {
      if (context?.pristine) console.log("context of bindings", binding);
      return {};
    },
  });
for (const id of ["tls", "dns", "inspector", "v8", "dgram", "wasi", "node:sqlite", "node:test"])
  attempt("", () => void require(id));
// Other processes of the machine.
writeFileSync("internals.js", "console.log(typeof require('internal/test/binding').internalBinding)");
writeFileSync("plain.js", "console.log(typeof require('node:crypto').Hash)");
for (const args of [
  ["--expose-internals", "internals.js"],
  ["--expose_internals", "internals.js"],
  ["plain.js"],
])
  if (spawnSync("node", args).stdout.toString() !== "") console.log("child", args[0]);
import(name).then(
  () => console.log("import"),
  () => console.log("end"),
);
