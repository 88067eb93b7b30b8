// Every way out that a browser's worker or Node has. Prints what came back with an answer.
const { createRequire } = require("node:module");
const vm = require("node:vm");
const AsyncFunction = (async () => {}).constructor;
const Generator = function* () {}.constructor;
const at = (name) => `CANARY/${name}`;
const native = (name) => Function("address", "return import(address)")(at(name));
const attempts = {
  fetch: () => fetch(at("fetch")),
  import: () => import(at("import")),
  evalImport: () => (0, eval)(`import("${at("eval-import")}")`),
  functionImport: () => native("function-import"),
  asyncFunctionImport: () => AsyncFunction(`return await import("${at("async-function-import")}")`)(),
  generatorImport: () => Generator(`yield import("${at("generator-import")}")`)().next().value,
  contextImport: () => vm.runInNewContext(`import("${at("context-import")}")`),
  scriptImport: () => vm.runInThisContext(`import("${at("script-import")}")`),
  compiledImport: () => vm.compileFunction(`return import("${at("compiled-import")}")`)(),
  // A module of the browser's own has the worker's globals: it must not come to be. Node's loader is below its own.
  dataModule: async () => {
    const { default: stack } = await Function(
      "return import('data:text/javascript,export default Error().stack')",
    )();
    if (stack.includes("node:internal/modules/esm/")) throw new Error("Node's loader ran it");
  },
  blobModule: () =>
    Function(
      "url",
      "return import(url)",
    )(URL.createObjectURL(new Blob(["export default 1"], { type: "text/javascript" }))),
  webSocket: () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(at("web-socket").replace("http", "ws"));
      socket.onopen = resolve;
      socket.onerror = reject;
    }),
  http: () =>
    new Promise((resolve, reject) => require("node:http").get(at("http"), resolve).on("error", reject)),
  net: () =>
    new Promise((resolve, reject) => {
      const { port, hostname } = new URL(at(""));
      require("node:net").connect(Number(port), hostname, resolve).on("error", reject);
    }),
  dns: () => require("node:dns/promises").lookup("example.com"),
  // A thread tries for itself; it says so only when something came back.
  thread: () =>
    new Promise((resolve) => {
      const { Worker } = require("node:worker_threads");
      const source = `
        const { parentPort } = require("node:worker_threads");
        const ways = [
          () => fetch(at("thread-fetch")),
          () => import(at("thread-import")),
          () => Function("u", "return import(u)")(at("thread-native-import")),
          () => new (require("node:worker_threads").Worker)(new URL(at("thread-worker"))),
          () => new WebSocket(at("thread-socket").replace("http", "ws")).ready,
          () => importScripts(at("thread-scripts")),
        ];
        for (const way of ways) (async () => { if (await way()) parentPort.postMessage("out") })().catch(() => {});
        for (const name of ["XMLHttpRequest", "importScripts", "indexedDB", "caches", "self", "onmessage", "close", "SharedWorker", "EventSource"])
          if (name !== "EventSource" && typeof globalThis[name] !== "undefined") parentPort.postMessage(name);`;
      new Worker(`const at = (name) => "CANARY/" + name;${source}`, { eval: true })
        .on("message", resolve)
        .on("error", () => {});
    }),
  xhr: () => new XMLHttpRequest(),
  eventSource: () => new EventSource(at("event-source")),
  webTransport: () => new WebTransport(at("web-transport")),
  font: () => new FontFace("f", `url(${at("font")})`).load(),
  beacon: () => navigator.sendBeacon(at("beacon")).valueOf(),
  importScripts: () => importScripts(at("import-scripts")),
  webWorker: () => new Worker(at("worker")),
  shadowRealm: () => new ShadowRealm(),
  streaming: () => WebAssembly.instantiateStreaming(fetch(at("streaming"))),
  required: () => createRequire("/home/run/x.js")(at("required")),
  sourceMap: () => {
    (0, eval)(`1\n//# sourceMappingURL=${at("source-map")}`);
    throw new Error("nothing to wait for");
  },
};
(async () => {
  for (const [name, attempt] of Object.entries(attempts)) {
    const late = new Promise((_, reject) => setTimeout(reject, 1000, new Error("late")));
    await Promise.race([(async () => await attempt())(), late]).then(
      () => console.log(name),
      () => {},
    );
  }
  process.exit();
})();
