// Readable: modes, read(), events, encodings, objects.
const { Readable } = require("node:stream");
const parts = ["one", "two", "three"];
const paused = new Readable({ read() { this.push(parts.shift() ?? null); } });
paused.setEncoding("utf8");
paused.on("readable", () => {
  let chunk;
  while ((chunk = paused.read(4)) !== null || (chunk = paused.read()) !== null) console.log("read", chunk, paused.readableLength);
});
paused.on("end", () => console.log("end", paused.readableEnded, paused.readable, paused.destroyed));
paused.on("close", () => console.log("close", paused.destroyed, paused.closed, paused.errored));
const flowing = Readable.from(["a", "b", "c"]);
console.log(flowing.readableFlowing, flowing.readableObjectMode, flowing.readableHighWaterMark, paused.readableHighWaterMark, paused.readableEncoding);
flowing.on("data", (chunk) => {
  console.log("data", chunk);
  if (chunk === "b") {
    flowing.pause();
    console.log(flowing.isPaused());
    setImmediate(() => flowing.resume());
  }
});
const bytes = new Readable({ read() {}, highWaterMark: 3 });
console.log(bytes.push("ab"), bytes.push(Buffer.from("c")), bytes.push(null), bytes.readableLength);
bytes.unshift("!");
console.log(String(bytes.read(2)), String(bytes.read()), bytes.read());
bytes.on("error", (error) => console.log(error.code, error.message));
bytes.push("late");
const cut = new Readable({ encoding: "utf8", read() {} });
cut.push(Buffer.from([0xe2, 0x82]));
cut.push(Buffer.from([0xac, 0x61]));
cut.push(null);
cut.on("data", (text) => console.log("text", text));
