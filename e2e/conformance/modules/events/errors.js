// 'error' without listeners throws; errorMonitor only watches.
const EventEmitter = require("node:events");
const emitter = new EventEmitter();
const attempt = (value) => {
  try {
    emitter.emit("error", value);
  } catch (error) {
    console.log(error.name, error.code, error.message, error === value, error.context);
  }
};
attempt(new TypeError("mine"));
attempt("text");
attempt({ a: 1 });
attempt(undefined);
attempt(null);
emitter.on(EventEmitter.errorMonitor, (error) => console.log("monitor", error.message));
attempt(new Error("seen"));
emitter.on("error", (error) => console.log("listener", error.message));
console.log(emitter.emit("error", new Error("handled")), String(EventEmitter.errorMonitor));
process.on("uncaughtException", (error, origin) => console.log(origin, error.message));
const other = new EventEmitter();
setTimeout(() => other.emit("error", new Error("nobody")), 1);
