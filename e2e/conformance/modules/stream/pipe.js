// pipe, unpipe and their events.
const { PassThrough, Readable, Writable } = require("node:stream");
const source = new Readable({ read() {} });
const make = (name) => {
  const sink = new Writable({ write(chunk, _e, done) { console.log(name, String(chunk)); done(); } });
  for (const event of ["pipe", "unpipe", "finish"]) sink.on(event, () => console.log(name, event));
  return sink;
};
const one = make("one");
const two = make("two");
source.pipe(one);
source.pipe(two, { end: false });
source.push("a");
setImmediate(() => {
  source.unpipe(one);
  source.push("b");
  setImmediate(() => { source.push(null); setImmediate(() => console.log(two.writableEnded, one.writableEnded, source.readableFlowing)); });
});
const failing = new Writable({ write(_c, _e, done) { done(new Error("sink")); } });
const other = new PassThrough();
failing.on("error", (error) => console.log(error.message, other.listenerCount("data")));
failing.on("unpipe", (from) => console.log("unpiped", from === other));
other.pipe(failing);
other.write("x");
new Writable({ write() {} }).on("error", (error) => console.log(error.code, error.message)).pipe(one);
