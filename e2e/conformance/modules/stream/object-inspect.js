// Events in their order over a whole life.
const { PassThrough, Transform } = require("node:stream");
const seen = [];
const stream = new Transform({ transform(chunk, _e, done) { seen.push("transform"); setImmediate(done, null, chunk); }, flush(done) { seen.push("flush"); done(); }, final(done) { seen.push("final"); done(); } });
for (const event of ["pipe", "unpipe", "data", "end", "finish", "prefinish", "close", "drain", "pause", "resume", "readable"]) stream.on(event, () => seen.push(event));
const source = new PassThrough();
source.pipe(stream);
source.write("a");
source.end("b");
stream.on("close", () => console.log(seen.join(" ")));
process.nextTick(() => seen.push("tick"));
Promise.resolve().then(() => seen.push("microtask"));
