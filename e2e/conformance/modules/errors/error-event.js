const { EventEmitter } = require("node:events");
class Source extends EventEmitter {}
const source = new Source();
setImmediate(() => source.emit("error", new RangeError("nobody listens")));
