// The ways of EventEmitter.
const { EventEmitter } = require("node:events");
const emitter = new EventEmitter();
emitter.on("newListener", (name, listener) => console.log("new", String(name), listener.name));
emitter.on("removeListener", (name) => console.log("removed", String(name)));
function first(...args) {
  console.log("first", args, this === emitter);
}
emitter.on("a", first).once("a", function once() { console.log("once"); }).prependListener("a", function before() { console.log("before"); });
emitter.prependOnceListener("a", function very() { console.log("very first"); });
console.log(emitter.emit("a", 1, 2), emitter.emit("a"), emitter.emit("none"));
console.log(emitter.listenerCount("a"), emitter.listenerCount("a", first), emitter.eventNames(), emitter.listeners("a").map((f) => f.name));
const symbol = Symbol("s");
emitter.once(symbol, () => {});
console.log(emitter.rawListeners(symbol)[0].listener.length, emitter.rawListeners(symbol)[0].name, emitter.eventNames());
emitter.off("a", first).off("a", first).removeAllListeners(symbol);
emitter.on("list", () => { console.log("one"); emitter.removeAllListeners("list"); }).on("list", () => console.log("two, still called"));
emitter.emit("list");
emitter.emit("list");
emitter.removeAllListeners();
console.log(emitter.eventNames(), EventEmitter.defaultMaxListeners, emitter.getMaxListeners(), emitter.setMaxListeners(1).getMaxListeners());
for (const bad of [() => emitter.on("x", 5), () => emitter.setMaxListeners(-1), () => emitter.off("x"), () => (EventEmitter.defaultMaxListeners = "x")])
  try {
    bad();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
console.log(emitter, EventEmitter === require("node:events"), EventEmitter.EventEmitter === EventEmitter);
