// finished watches a stream to its end.
const { finished, PassThrough, Readable, Writable } = require("node:stream");
const promises = require("node:stream/promises");
finished(Readable.from(["a"]).resume(), (error) => console.log("readable", error));
const writable = new Writable({ write(_c, _e, done) { done(); } });
finished(writable, (error) => console.log("writable", error));
writable.end();
const broken = new PassThrough();
finished(broken, (error) => console.log("broken", error.message));
broken.destroy(new Error("x"));
const early = new PassThrough();
finished(early, (error) => console.log("early", error.code, error.message));
early.destroy();
const half = new PassThrough();
finished(half, { readable: false }, (error) => console.log("half", error));
half.end();
const undone = new PassThrough();
const stop = finished(undone, () => console.log("never"));
stop();
undone.destroy();
const controller = new AbortController();
finished(new PassThrough(), { signal: controller.signal }, (error) => console.log("signal", error.name));
controller.abort();
(async () => {
  await promises.finished(Readable.from([1]).resume(), { cleanup: true });
  await promises.finished(new PassThrough().destroy(new Error("p"))).catch((error) => console.log("promise", error.message));
  const done = Readable.from([]);
  done.resume();
  await promises.finished(done);
  finished(done, (error) => console.log("already", error));
})();
for (const bad of [() => finished({}, () => {}), () => finished(new PassThrough()), () => finished(new PassThrough(), 5, () => {})])
  try { bad(); } catch (error) { console.log(error.code, error.message); }
