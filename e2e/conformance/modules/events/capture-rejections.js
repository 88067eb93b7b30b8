// Rejections of async listeners become errors.
const EventEmitter = require("node:events");
const emitter = new EventEmitter({ captureRejections: true });
emitter.on("job", async (value) => {
  throw new Error(`failed ${value}`);
});
emitter.on("error", (error) => console.log("error", error.message));
emitter.emit("job", 1);
const special = new EventEmitter({ captureRejections: true });
special[Symbol.for("nodejs.rejection")] = (error, name, ...args) => console.log("own", error.message, name, args);
special.on("x", async () => { throw new Error("kept"); });
special.emit("x", "a", "b");
console.log(EventEmitter.captureRejections, EventEmitter.captureRejectionSymbol === Symbol.for("nodejs.rejection"));
try {
  EventEmitter.captureRejections = 5;
} catch (error) {
  console.log(error.code, error.message);
}
EventEmitter.captureRejections = true;
const later = new EventEmitter();
later.on("y", async () => { throw new RangeError("global"); });
later.on("error", (error) => console.log("later", error.name));
later.emit("y");
try {
  new EventEmitter({ captureRejections: "yes" });
} catch (error) {
  console.log(error.code);
}
