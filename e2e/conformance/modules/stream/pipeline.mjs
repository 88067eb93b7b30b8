// pipeline with streams, iterables, functions, signals.
import { PassThrough, pipeline as withCallback, Readable, Transform, Writable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
const collect = () => Object.assign(new Writable({ objectMode: true, write(chunk, _e, done) { this.got.push(String(chunk)); done(); } }), { got: [] });
const sink = collect();
await pipeline(["a", "b"], async function* (source) { for await (const chunk of source) yield chunk + "!"; }, new PassThrough(), sink);
console.log(sink.got, sink.writableFinished);
console.log(await pipeline(Readable.from([1, 2, 3]), async (source) => { let sum = 0; for await (const n of source) sum += n; return sum; }));
await pipeline(Readable.from(["x"]), new Transform({ transform(_c, _e, done) { done(new Error("middle")); } }), collect()).catch((error) => console.log(error.message));
await pipeline(async function* () { yield "y"; throw new RangeError("source"); }, collect()).catch((error) => console.log(error.name));
const controller = new AbortController();
const endless = new Readable({ read() {} });
setTimeout(() => controller.abort(), 1);
await pipeline(endless, collect(), { signal: controller.signal }).catch((error) => console.log(error.name, error.code, endless.destroyed));
const open = collect();
await pipeline(["kept"], open, { end: false });
console.log(open.writableEnded, open.end("more").writableEnded);
await finished(open);
console.log(open.got);
await new Promise((done) => withCallback(Readable.from(["cb"]), sinkOnce(), (error, value) => { console.log(error, value); done(); }));
function sinkOnce() { return new Writable({ write(_c, _e, done) { done(); } }); }
const premature = new PassThrough();
setTimeout(() => premature.destroy(), 1);
await pipeline(premature, collect()).catch((error) => console.log(error.code, error.message));
for (const bad of [() => withCallback(), () => withCallback(new PassThrough(), 5, () => {}), () => withCallback(new PassThrough(), new PassThrough())])
  try { bad(); } catch (error) { console.log(error.code, error.message); }
