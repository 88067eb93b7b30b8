// Run for grading where zlib, crypto, child_process, worker_threads, WebAssembly and crypto (the global) are forbidden:
// prints every way by which one of them was got all the same.
const fs = require("node:fs");
const vm = require("node:vm");
const found = [];
const attempt = (way, get) => {
  try {
    const got = get();
    if (got) found.push(way);
  } catch {
    // Refused.
  }
};
const wasm = (scope) => scope && scope.WebAssembly && scope.WebAssembly.Module;
const TEXT = "typeof WebAssembly === 'object' && WebAssembly.Module";
attempt("global", () => wasm(globalThis));
attempt("Function", () => Function(`return ${TEXT}`)());
attempt("eval", () => (0, eval)(TEXT));
attempt("constructor chain", () => [].constructor.constructor(`return ${TEXT}`)());
attempt("generator", () => function* () {}.constructor(`yield ${TEXT}`)().next().value);
attempt("constructor of require", () => require.constructor(`return ${TEXT}`)());
attempt("constructor of fs", () => fs.readFileSync.constructor(`return ${TEXT}`)());
attempt("constructor of process", () => process.constructor.constructor(`return ${TEXT}`)());
attempt("runInThisContext", () => vm.runInThisContext(TEXT));
attempt("runInNewContext", () => vm.runInNewContext(TEXT));
attempt("Script", () => new vm.Script(TEXT).runInContext(vm.createContext({})));
attempt("context's constructor", () =>
  vm.runInNewContext(`this.constructor.constructor("return ${TEXT}")()`),
);
attempt("compileFunction", () => vm.compileFunction(`return ${TEXT}`)());
attempt("this of a sloppy function", () => wasm(Function("return this")()));
attempt("getter of the prototype", () => wasm(Object.getPrototypeOf(globalThis)));
attempt("call site", () => {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (_error, sites) => sites;
  const { stack } = new Error();
  Error.prepareStackTrace = before;
  return stack.some(
    (site) => wasm(site.getThis?.()) || site.getFunction?.()?.constructor(`return ${TEXT}`)(),
  );
});
for (const name of ["zlib", "crypto", "child_process", "worker_threads"]) {
  const { Module, createRequire } = require("node:module");
  const useful = (got) => got && (got.inflateSync || got.createHash || got.spawnSync || got.Worker);
  attempt(`require ${name}`, () => useful(require(name)));
  attempt(`node:${name}`, () => useful(require(`node:${name}`)));
  attempt(`createRequire ${name}`, () => useful(createRequire(__filename)(name)));
  attempt(`getBuiltinModule ${name}`, () => useful(process.getBuiltinModule(name)));
  attempt(`getBuiltinModule node:${name}`, () => useful(process.getBuiltinModule(`node:${name}`)));
  attempt(`_load ${name}`, () => useful(Module._load(name)));
  attempt(`prototype.require ${name}`, () => useful(Module.prototype.require.call(module, name)));
  attempt(`mainModule ${name}`, () => useful(process.mainModule.require(name)));
  attempt(`binding ${name}`, () => Object.keys(process.binding(name)).length > 0);
  attempt(`_linkedBinding ${name}`, () => process._linkedBinding(name));
  attempt(`vm ${name}`, () => useful(vm.runInThisContext("(r, n) => r(n)")(require, name)));
  attempt(`a file's require ${name}`, () => {
    fs.writeFileSync(`${name}.cjs`, `module.exports = require(${JSON.stringify(name)})`);
    return useful(require(fs.realpathSync(`${name}.cjs`)));
  });
}
// Node's own library carries a parser of JavaScript.
attempt("sources of the library", () =>
  Object.keys(process.binding("natives")).some((id) => /acorn/.test(id)),
);
attempt("acorn inside", () => require("internal/deps/acorn/acorn/dist/acorn"));
// Other ways to other processes and threads.
attempt("cluster", () => require("node:cluster").fork());
attempt("process binding spawn_sync", () => process.binding("spawn_sync").spawn);
attempt("process binding process_wrap", () => new (process.binding("process_wrap").Process)());
const TINY = "AGFzbQEAAAABBQFgAAF/AwIBAAcFAQFmAAAKBgEEAEEqCw==";
fs.writeFileSync("tiny.wasm", Buffer.from(TINY, "base64"));
const later = async (way, get) => {
  try {
    if (await get()) found.push(way);
  } catch {
    // Refused.
  }
};
const url = (path) => `file://${fs.realpathSync(path)}`;
const end = async () => {
  await later("async function", () => (async () => {}).constructor(`return ${TEXT}`)());
  await later("import of a .wasm", async () => (await import(url("tiny.wasm"))).f() === 42);
  for (const name of ["zlib", "crypto", "child_process", "worker_threads"]) {
    await later(`import ${name}`, () => import(name));
    await later(`import node:${name}`, () => import(`node:${name}`));
    fs.writeFileSync(`${name}.mjs`, `import * as it from ${JSON.stringify(name)}; export default it;`);
    await later(`static import ${name}`, () => import(url(`${name}.mjs`)));
    await later(`data: ${name}`, () => import(`data:text/javascript,export * from "node:${name}"`));
  }
  await later("node:test run", async () => {
    for await (const event of require("node:test").run({ files: [fs.realpathSync("zlib.mjs")] }))
      if (event.type === "test:pass") return true;
    return false;
  });
  console.log(found.length === 0 ? "nothing" : found.join("\n"));
  process.exit(0);
};
void end();
