// EventEmitterAsyncResource runs listeners in its own context.
const { AsyncLocalStorage, executionAsyncId } = require("node:async_hooks");
const { EventEmitterAsyncResource } = require("node:events");
const storage = new AsyncLocalStorage();
class Worker extends EventEmitterAsyncResource {}
const emitter = storage.run("made here", () => new Worker({ name: "Q", triggerAsyncId: 1 }));
emitter.on("x", () => console.log(storage.getStore(), executionAsyncId() === emitter.asyncId));
storage.run("emitted here", () => emitter.emit("x"));
console.log(emitter.triggerAsyncId, emitter.asyncResource.eventEmitter === emitter, emitter.asyncId > 0);
emitter.emitDestroy();
for (const bad of [() => new EventEmitterAsyncResource(), () => new EventEmitterAsyncResource({ triggerAsyncId: "x" }), () => EventEmitterAsyncResource.prototype.emit.call({})])
  try {
    bad();
    console.log("fine");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
