// Replaces every method of the language by one that notes what it is called on and with, and every property that all
// objects inherit by a trap; then makes the library work, and prints what the spies got hold of that leads out.
const OUT = new Set(
  (
    "fetch importScripts XMLHttpRequest WebSocket EventSource WebTransport FontFace Worker SharedWorker BroadcastChannel " +
    "addEventListener dispatchEvent caches indexedDB postMessage sendBeacon Request createObjectURL getDirectory " +
    "WebSocketStream OffscreenCanvas RTCPeerConnection eval"
  ).split(" "),
);
const { ownKeys, apply, construct, getPrototypeOf, defineProperty } = Reflect;
const { getOwnPropertyDescriptor } = Object;
const toText = Function.prototype.toString;
const { includes } = String.prototype;
const { add, has } = Set.prototype;
const forEach = Set.prototype.forEach;
const { eval: ownEval } = globalThis;
const caught = new Set();
let spying = false;
const note = (value) => {
  if (value !== null && (typeof value === "object" || typeof value === "function") && caught.size < 200_000)
    apply(add, caught, [value]);
};
const undo = [];
const spyOn = (object) => {
  for (const key of ownKeys(object)) {
    const descriptor = getOwnPropertyDescriptor(object, key);
    if (!descriptor.configurable || key === "constructor" || key === "prototype") continue;
    const wrap = (real) =>
      typeof real !== "function"
        ? real
        : function (...values) {
            if (spying) {
              spying = false;
              note(this);
              for (let i = 0; i < values.length; i++) note(values[i]);
              spying = true;
            }
            const result = new.target ? construct(real, values, new.target) : apply(real, this, values);
            if (spying) note(result);
            return result;
          };
    const spied = { ...descriptor, __proto__: null };
    if ("value" in descriptor) spied.value = wrap(descriptor.value);
    else {
      spied.get = wrap(descriptor.get);
      spied.set = wrap(descriptor.set);
    }
    if (defineProperty(object, key, spied)) undo.push(() => defineProperty(object, key, descriptor));
  }
};
const proto = getPrototypeOf;
const kinds = [
  Array,
  Map,
  Set,
  WeakMap,
  WeakSet,
  Promise,
  Function,
  String,
  RegExp,
  Number,
  Symbol,
  Date,
  Error,
  ArrayBuffer,
  DataView,
  proto(Uint8Array),
  Uint8Array,
  Int32Array,
  Float64Array,
  SharedArrayBuffer,
  WeakRef,
  FinalizationRegistry,
  Iterator,
];
const iterators = [
  [][Symbol.iterator](),
  new Map()[Symbol.iterator](),
  new Set()[Symbol.iterator](),
  ""[Symbol.iterator](),
  (function* () {})(),
].map(proto);
for (const object of [...kinds.map((kind) => kind.prototype), ...iterators, Reflect, JSON, Atomics, Math])
  spyOn(object);
for (const kind of [Object, Promise, Array, Symbol, Map]) spyOn(kind);
// Inherited by everything, so whoever looks for what an object lacks comes by here.
const NAMES =
  "type data id values block library bytes index context pristine evaluate listen sys call ports port1 port2 onmessage source target currentTarget realm host shared capture passive once signal detail handleEvent then toJSON env argv pid stdio transfer reusable start deny frozen policy";
for (const name of NAMES.split(" ")) {
  defineProperty(Object.prototype, name, {
    __proto__: null,
    configurable: true,
    get() {
      if (spying) note(this);
      return undefined;
    },
    set(value) {
      if (spying) {
        note(this);
        note(value);
      }
      defineProperty(this, name, {
        __proto__: null,
        value,
        writable: true,
        configurable: true,
        enumerable: true,
      });
    },
  });
  undo.push(() => delete Object.prototype[name]);
}
delete Error.prepareStackTrace;
Error.stackTraceLimit = 200;
Error.prepareStackTrace = (error, sites) => {
  note(error);
  for (let i = 0; i < sites.length; i++) {
    note(sites[i].getThis());
    note(sites[i].getFunction());
  }
  return "";
};
const work = [
  () => require("node:fs").writeFileSync("f", "x"),
  () => require("node:fs").readFile("f", () => void new Error().stack),
  () => require("node:fs").readFileSync("none"),
  () => require("node:fs").watch(".").unref(),
  () => require("node:child_process").spawnSync("node", ["-e", "0"]),
  () =>
    require("node:child_process")
      .spawn("node", ["-e", "0"])
      .stdout.on("data", () => {}),
  () => require("node:zlib").gzipSync("x"),
  () => require("node:crypto").createHash("sha256").update("x").digest("hex"),
  () => require("node:crypto").webcrypto.subtle.digest("SHA-256", new Uint8Array(3)),
  () => require("node:vm").runInNewContext("this.constructor.constructor('return this')()"),
  () => require("node:net").createServer().listen(0).close(),
  () => require("node:http").createServer().listen(0).close(),
  () => require("node:worker_threads").receiveMessageOnPort(new MessageChannel().port1),
  () => new (require("node:worker_threads").Worker)("0", { eval: true }),
  () => {
    const { port1, port2 } = new MessageChannel();
    port2.on("message", note);
    port1.postMessage({ a: new Uint8Array(2) });
    setTimeout(() => port1.close(), 50);
  },
  () => new BroadcastChannel("app").postMessage(1),
  () => structuredClone(new Map([[1, new Error("x")]])),
  () => new Blob(["x"]).text(),
  () => new Response("x").text(),
  () => fetch("http://127.0.0.1/"),
  () => new AbortController().signal.addEventListener("abort", note),
  () => AbortSignal.timeout(20).addEventListener("abort", note),
  () => import("node:os"),
  () => import("data:text/javascript,export default 1"),
  () => WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(note),
  () => new Intl.DateTimeFormat().format(),
  () => process.emitWarning("x"),
  () => process.nextTick(() => void new Error().stack),
  () => setImmediate(() => void new Error().stack),
  () => queueMicrotask(() => void new Error().stack),
  () => console.log.bind(console),
  () => require("node:util").inspect(new Proxy({}, {}), { showProxy: true }),
  () => require("node:v8").serialize({}),
  () => performance.mark("x"),
  () => new TextDecoder("latin1").decode(new Uint8Array(3)),
  () => new URL("http://x/").searchParams.get("a"),
  () => Promise.reject(new Error("unhandled")),
];
process.on("unhandledRejection", () => {});
process.on("uncaughtException", () => {});
process.on("warning", () => {});
spying = true;
for (const step of work) {
  try {
    const result = step();
    note(result);
    if (result && typeof result.then === "function") result.then(note, note);
  } catch (error) {
    note(error);
  }
}
setTimeout(() => {
  spying = false;
  const found = new Set();
  for (let i = undo.length; i-- > 0;) undo[i]();
  const seen = new Set();
  const queue = [];
  forEach.call(caught, (value) => queue.push([value, "caught"]));
  const own = new Set([globalThis.postMessage, ownEval, require("node:vm").Script]);
  while (queue.length > 0 && seen.size < 400_000) {
    const [value, path] = queue.pop();
    if (
      value === null ||
      (typeof value !== "object" && typeof value !== "function") ||
      apply(has, seen, [value])
    )
      continue;
    seen.add(value);
    try {
      // Node's own count of chdir calls, which threads share, has 4 bytes.
      if (value instanceof SharedArrayBuffer && value.byteLength > 4)
        found.add(`${path}: shared memory of ${value.byteLength}`);
      if (typeof value === "function" && !own.has(value)) {
        const isNative = apply(includes, apply(toText, value, []), ["[native code]"]);
        if (isNative && OUT.has(value.name.replace(/^bound /, ""))) found.add(`${path}: ${value.name}`);
      }
      if (typeof value.spawnSync === "function" && typeof value.setForeground === "function")
        found.add(`${path}: system calls`);
      if (typeof value === "object" && Object.hasOwn(value, "pristine")) found.add(`${path}: the host's own`);
      for (const key of ownKeys(value)) {
        const { value: held, get, set } = getOwnPropertyDescriptor(value, key);
        const name = path.length > 120 ? path : `${path}.${String(key)}`;
        queue.push([held, name], [get, name], [set, name]);
      }
      queue.push([getPrototypeOf(value), `${path}.__proto__`]);
    } catch {
      // A proxy that refuses.
    }
  }
  process.stdout.write(
    [caught.size > 500 ? "spied" : `only ${caught.size}`, ...[...found].slice(0, 20)].join("\n"),
  );
  process.exit(0);
}, 1500);
