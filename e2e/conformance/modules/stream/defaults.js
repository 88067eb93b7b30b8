// High water marks, states, names.
const stream = require("node:stream");
console.log(stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true), Object.keys(stream).join(" "));
stream.setDefaultHighWaterMark(false, 10);
console.log(new stream.Readable().readableHighWaterMark, new stream.Writable({ objectMode: true }).writableHighWaterMark);
for (const bad of [() => stream.setDefaultHighWaterMark(false, -1), () => new stream.Readable({ highWaterMark: -1 }), () => new stream.Readable({ highWaterMark: 1.5 }), () => new stream.Readable().setEncoding("nope"),])
  try { bad(); console.log("fine"); } catch (error) { console.log(error.name, error.code, error.message); }
console.log(stream === stream.Stream, new stream.PassThrough() instanceof stream.Writable, new stream.Readable() instanceof stream, stream.promises === require("node:stream/promises"));
console.log(Object.keys(require("node:stream/promises")), Object.keys(require("node:stream/consumers")), Object.keys(require("node:stream/web")).join(" "));
const bare = new stream.Readable();
bare.on("error", (error) => console.log(error.code, error.message));
bare.read();
class Own extends stream.Readable { _read() { this.push("own"); this.push(null); } }
new Own().on("data", (chunk) => console.log(String(chunk)));
