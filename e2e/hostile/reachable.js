// Walks every object that a program can reach, and prints the browser's own functions that lead out of a worker.
const OUT = new Set(
  (
    "fetch importScripts XMLHttpRequest WebSocket EventSource WebTransport FontFace Worker SharedWorker BroadcastChannel " +
    "addEventListener dispatchEvent caches indexedDB postMessage sendBeacon navigator location Request createObjectURL " +
    "getDirectory onmessage storage locks CacheStorage WebSocketStream OffscreenCanvas RTCPeerConnection"
  ).split(" "),
);
process.on("unhandledRejection", () => {});
process.on("warning", () => {});
const found = new Set();
const seen = new Set();
const queue = [
  [globalThis, "globalThis"],
  [Function("return this")(), "this of a new function"],
  [(0, eval)("this"), "this of eval"],
  [
    (function () {
      return this;
    })(),
    "this of a sloppy function",
  ],
  [async () => {}, "async function"],
  [module, "module"],
  [new MessageChannel(), "MessageChannel"],
];
for (const id of require("node:module").builtinModules) {
  try {
    queue.push([require(id), id]);
  } catch {
    // Not all of them load.
  }
}
const text = Function.prototype.toString;
while (queue.length > 0) {
  const [value, path] = queue.pop();
  if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value))
    continue;
  seen.add(value);
  try {
    if (typeof value === "function" && OUT.has(value.name) && text.call(value).includes("[native code]"))
      found.add(path);
    queue.push([Object.getPrototypeOf(value), `${path}.__proto__`]);
    for (const key of Reflect.ownKeys(value)) {
      const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key);
      const name = path.length > 150 ? path : `${path}.${String(key)}`;
      queue.push([held, name], [get, name], [set, name]);
      if (get) queue.push([value[key], name]);
    }
  } catch {
    // A getter that refuses this object.
  }
}
process.stdout.write([seen.size > 3000 ? "walked" : `only ${seen.size}`, ...found].join("\n"));
process.exit(0);
