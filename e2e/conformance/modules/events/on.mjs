// events.on: an async iterator over events.
import { EventEmitter, on } from "node:events";
const emitter = new EventEmitter();
setTimeout(() => {
  for (let i = 0; i < 3; i++) emitter.emit("n", i, i * 2);
  emitter.emit("end");
}, 1);
for await (const values of on(emitter, "n", { close: ["end"] })) console.log(values);
const controller = new AbortController();
setTimeout(() => {
  emitter.emit("m", "first");
  controller.abort();
}, 1);
try {
  for await (const [value] of on(emitter, "m", { signal: controller.signal })) console.log(value);
} catch (error) {
  console.log(error.name, error.code);
}
const iterator = on(emitter, "q");
emitter.emit("q", 1);
emitter.emit("error", new Error("in between"));
console.log(await iterator.next());
await iterator.next().catch((error) => console.log(error.message));
console.log(await iterator.next(), emitter.listenerCount("q"));
const other = on(emitter, "r");
console.log(await other.return(), await other.next(), emitter.eventNames());
const thrown = on(emitter, "s");
try {
  thrown.throw(5);
} catch (error) {
  console.log(error.code);
}
const target = new EventTarget();
setTimeout(() => target.dispatchEvent(new CustomEvent("c", { detail: 7 })), 1);
for await (const [event] of on(target, "c")) {
  console.log(event.detail);
  break;
}
