// Ways to get back what was taken from the global object. Prints those that worked.
const vm = require("node:vm");
const WANTED =
  "importScripts XMLHttpRequest WebSocketStream EventSource WebTransport FontFace indexedDB caches cookieStore Notification SharedWorker " +
  "OffscreenCanvas RTCPeerConnection serviceWorker postMessage close location self addEventListener webkitRequestFileSystem " +
  "webkitResolveLocalFileSystemURL FileReaderSync createImageBitmap reportError scheduler trustedTypes WorkerGlobalScope " +
  "DedicatedWorkerGlobalScope ServiceWorkerRegistration USB HID Serial Bluetooth Cache CacheStorage FileSystemFileHandle";
const native = (value) =>
  typeof value === "function" && /\[native code\]/.test(Function.prototype.toString.call(value));
const found = [];
const look = (way, scope) => {
  if (scope === null || (typeof scope !== "object" && typeof scope !== "function")) return;
  for (const name of WANTED.split(" ")) {
    try {
      if (scope[name] !== undefined && (native(scope[name]) || typeof scope[name] === "object"))
        found.push(`${way}: ${name}`);
    } catch {}
  }
};
const attempt = (way, work) => {
  try {
    look(way, work());
  } catch {}
};
const sloppy = Function("return this");
attempt("Function", () => sloppy());
attempt("eval", () => (0, eval)("this"));
attempt("direct eval", () => eval("globalThis"));
attempt("AsyncFunction", () => (async () => {}).constructor("return this"));
attempt("Generator", () => function* () {}.constructor("yield this")().next().value);
attempt("AsyncGenerator", () => async function* () {}.constructor("yield this"));
attempt("setTimeout of text", () => setTimeout("globalThis.late = this", 0));
attempt("Error.constructor", () => new Error().constructor.constructor("return this")());
attempt("Symbol.unscopables", () => {
  Array.prototype[Symbol.unscopables] = {
    get fetch() {
      return false;
    },
  };
  return Function("with ([]) { return this }")();
});
attempt(
  "call without this",
  () =>
    [
      function () {
        return this;
      },
    ].map((f) => f())[0],
);
attempt("sort", () => {
  let self;
  [2, 1].sort(function () {
    self = this;
    return 0;
  });
  return self;
});
attempt("replace", () => {
  let self;
  "a".replace("a", function () {
    self = this;
    return "";
  });
  return self;
});
attempt("getter of a proxy", () => {
  let self;
  new Proxy(
    {},
    {
      get: function (...a) {
        self = this;
        return a;
      },
    },
  ).x;
  return self;
});
attempt("prototype of the global object", () => Object.getPrototypeOf(globalThis));
attempt("all prototypes", () => {
  const all = {};
  for (let at = globalThis; at; at = Object.getPrototypeOf(at))
    for (const key of Reflect.ownKeys(at))
      all[key] = Object.getOwnPropertyDescriptor(at, key).get ?? globalThis[key];
  return all;
});
attempt("tagged template", () => {
  let self;
  (function () {
    self = this;
  })``;
  return self;
});
attempt("species", () => {
  let self;
  class Seen extends Array {
    static get [Symbol.species]() {
      self = this.constructor("return this")();
      return Array;
    }
  }
  new Seen(1).map((x) => x);
  return self;
});
attempt("new context", () => vm.runInNewContext("this"));
attempt("context's Function", () => vm.runInNewContext("this.constructor.constructor('return this')()"));
attempt(
  "context of the outside's function",
  () =>
    vm.createContext({ f: Function }) &&
    vm.runInContext("f('return this')()", vm.createContext({ f: Function })),
);
attempt("this context", () => vm.runInThisContext("this"));
attempt("compileFunction", () => vm.compileFunction("return this")());
attempt("events", () => {
  let event;
  const target = new EventTarget();
  target.addEventListener("x", (e) => {
    event = e;
  });
  target.dispatchEvent(new Event("x"));
  return event.constructor.constructor("return this")();
});
attempt("DOMException", () => {
  try {
    structuredClone(() => 1);
  } catch (error) {
    return error.constructor.constructor("return this")();
  }
});
attempt("performance", () => performance.constructor.constructor("return this")());
attempt("crypto", () =>
  Object.getPrototypeOf(Object.getPrototypeOf(crypto)).constructor.constructor("return this")(),
);
attempt("navigator", () => navigator);
attempt("WebAssembly", () => {
  let self;
  const module = new WebAssembly.Module(
    new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 97, 1, 98, 0, 0, 8, 1, 0]),
  );
  new WebAssembly.Instance(module, {
    a: {
      b() {
        self = this ?? Function("return this")();
      },
    },
  });
  return self;
});
attempt("process.binding", () => process.binding("natives"));
attempt("_linkedBinding", () => process._linkedBinding("fs"));
attempt("mainModule", () => process.mainModule.constructor._load("internal/bootstrap/realm"));
attempt("stack sites", () => {
  const all = {};
  Error.prepareStackTrace = (_, sites) => sites;
  for (const site of new Error().stack)
    Object.assign(all, { self: site.getThis(), postMessage: site.getFunction() });
  delete Error.prepareStackTrace;
  return all.self;
});
const callers = [];
(function walk(f = walk, depth = 0) {
  try {
    if (f?.caller && depth < 30) {
      callers.push(f.caller);
      walk(f.caller, depth + 1);
    }
  } catch {}
})();
attempt("callers", () => (callers.length > 0 ? callers.at(-1).constructor("return this")() : null));
// The host's own scripts, by the names that stacks show.
const urls = new Set();
Error.stackTraceLimit = 100;
Error.prepareStackTrace = (_, sites) =>
  sites.map((site) => [site.getFileName(), site.getScriptNameOrSourceURL?.(), site.getEvalOrigin?.()]).flat();
const collect = () => {
  for (const name of new Error().stack)
    if (/blob:|https?:/.test(String(name)))
      urls.add(
        String(name)
          .match(/(?:blob:|https?:)[^\s)]*/)[0]
          .replace(/:\d+:\d+$/, ""),
      );
};
collect();
[1].map(collect);
process.nextTick(collect);
const { get } = Map.prototype;
Map.prototype.get = function (key) {
  collect();
  return get.call(this, key);
};
try {
  require("node:fs").readFileSync("none");
} catch {}
require("node:fs").writeFileSync("f", "");
Map.prototype.get = get;
delete Error.prepareStackTrace;
(async () => {
  for (const url of urls) {
    for (const [way, work] of [
      ["import", () => import(url)],
      ["native import", () => Function("u", "return import(u)")(url)],
      ["context import", () => vm.runInThisContext("(u) => import(u)")(url)],
      ["require", () => require(url)],
      ["Worker", () => new (require("node:worker_threads").Worker)(url)],
      ["Worker of a URL", () => new (require("node:worker_threads").Worker)(new URL(url))],
    ]) {
      try {
        const got = await Promise.race([work(), new Promise((_, reject) => setTimeout(reject, 300))]);
        if (way.startsWith("Worker"))
          got.on("error", () => {}).on("message", () => found.push(`${way} of the host's script`));
        else found.push(`${way} of the host's script`);
      } catch {}
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  look("late", globalThis.late);
  process.stdout.write(["tried", ...found].join("\n"));
  process.exit(0);
})();
