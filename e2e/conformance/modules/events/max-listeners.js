// Too many listeners are warned of once.
const { EventEmitter, setMaxListeners, getMaxListeners } = require("node:events");
process.on("warning", (warning) => console.log(warning.name, warning.type, warning.count, warning.message));
const emitter = new EventEmitter();
for (let i = 0; i < 12; i++) emitter.on("many", () => {});
class Named extends EventEmitter {}
const few = new Named().setMaxListeners(1);
few.on(Symbol("s"), () => {}).on(Symbol("s"), () => {});
few.on("x", () => {}).on("x", () => {});
const target = new EventTarget();
setMaxListeners(1, target, few);
target.addEventListener("e", () => {});
target.addEventListener("e", () => {});
console.log(getMaxListeners(target), getMaxListeners(few), getMaxListeners(new AbortController().signal));
const unlimited = new EventEmitter().setMaxListeners(0);
for (let i = 0; i < 20; i++) unlimited.on("x", () => {});
for (const bad of [() => setMaxListeners(-1), () => setMaxListeners(1, {}), () => getMaxListeners({})])
  try {
    bad();
  } catch (error) {
    console.log(error.code, error.message);
  }
