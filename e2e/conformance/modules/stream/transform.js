// Duplex, Transform, PassThrough.
const { Duplex, PassThrough, Transform } = require("node:stream");
const upper = new Transform({
  transform(chunk, _encoding, done) { this.push(String(chunk).toUpperCase()); done(null, "|"); },
  flush(done) { done(null, "<end>"); },
});
upper.on("data", (chunk) => console.log(String(chunk))).on("end", () => console.log("end"));
upper.write("a");
upper.end("b");
const failing = new Transform({ transform(_c, _e, done) { done(new Error("bad")); } });
failing.on("error", (error) => console.log(error.message, failing.destroyed)).on("close", () => console.log("closed"));
failing.write("x");
const duplex = new Duplex({ allowHalfOpen: false, read() { this.push("from duplex"); this.push(null); }, write(chunk, _e, done) { console.log("to duplex", String(chunk)); done(); } });
duplex.on("data", (chunk) => console.log(String(chunk))).on("finish", () => console.log("finish, since it ended"));
duplex.write("hello");
const through = new PassThrough({ readableObjectMode: true, writableObjectMode: true, readableHighWaterMark: 2 });
console.log(through.readableHighWaterMark, through.writableHighWaterMark, through.readableObjectMode, through.allowHalfOpen);
through.end({ same: true });
through.on("data", (value) => console.log(value));
try {
  new Transform().write("x");
} catch (error) {
  console.log(error.code, error.message);
}
const pair = Duplex.from({ readable: PassThrough.from(["r"]), writable: new PassThrough() });
pair.on("data", (chunk) => console.log("pair", String(chunk)));
const [one, two] = require("node:stream").duplexPair();
two.on("data", (chunk) => console.log("two got", String(chunk)));
one.end("across");
