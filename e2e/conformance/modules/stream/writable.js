// Writable: back pressure, cork, final, errors.
const { Writable } = require("node:stream");
const slow = new Writable({
  highWaterMark: 4,
  decodeStrings: false,
  write(chunk, encoding, done) { console.log("write", chunk, encoding); setImmediate(done); },
  final(done) { console.log("final"); done(); },
  destroy(error, done) { console.log("destroy", error); done(error); },
});
console.log(slow.write("ab"), slow.write("cdef", "latin1", () => console.log("written")), slow.writableNeedDrain, slow.writableLength);
slow.on("drain", () => { console.log("drain"); slow.end("last", () => console.log("end callback")); });
for (const name of ["finish", "close", "prefinish"]) slow.on(name, () => console.log(name, slow.writableFinished, slow.writableEnded));
const many = new Writable({ writev(chunks, done) { console.log("writev", chunks.map(({ chunk, encoding }) => [String(chunk), encoding])); done(); } });
many.cork();
many.write("a");
many.write("b", "hex".slice(0, 0) || "utf8");
console.log(many.writableCorked);
process.nextTick(() => many.uncork());
const failing = new Writable({ write(_c, _e, done) { done(new Error("no")); } });
failing.on("error", (error) => console.log("error", error.message, failing.errored === error));
failing.write("x", (error) => console.log("callback", error.message));
const ended = new Writable({ write(_c, _e, done) { done(); } });
ended.on("error", (error) => console.log(error.code, error.message));
ended.end();
ended.write("after", (error) => console.log("after", error.code));
ended.end((error) => console.log("again", error?.code));
const objects = new Writable({ objectMode: true, write(value, _e, done) { console.log(value); done(); } });
objects.write({ a: 1 });
for (const bad of [() => objects.write(null), () => new Writable().setDefaultEncoding("nope"), () => new Writable({ write() {} }).write(5), () => new Writable({ highWaterMark: "x" })])
  try {
    bad();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
try {
  new Writable().write("x");
} catch (error) {
  console.log(error.code, error.message);
}
