// addAbortListener, getEventListeners, listenerCount.
const { addAbortListener, EventEmitter, getEventListeners, listenerCount } = require("node:events");
const controller = new AbortController();
const disposable = addAbortListener(controller.signal, (event) => console.log("aborted", event.type));
addAbortListener(controller.signal, () => console.log("never"))[Symbol.dispose]();
controller.signal.addEventListener("abort", (event) => event.stopImmediatePropagation());
console.log(getEventListeners(controller.signal, "abort").length, typeof disposable[Symbol.dispose]);
controller.abort();
addAbortListener(controller.signal, () => console.log("at once"));
const emitter = new EventEmitter().on("x", () => {}).on("x", () => {});
console.log(getEventListeners(emitter, "x").length, listenerCount(emitter, "x"), EventEmitter.listenerCount(emitter, "y"));
for (const bad of [() => addAbortListener({}, () => {}), () => addAbortListener(controller.signal), () => getEventListeners({}, "x")])
  try {
    bad();
  } catch (error) {
    console.log(error.code, error.message);
  }
