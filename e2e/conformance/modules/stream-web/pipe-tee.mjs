// pipeTo with its options, tee.
const of = (...values) => ReadableStream.from(values);
const sink = (log, extra = {}) => new WritableStream({ write: (chunk) => { log.push(chunk); }, close: () => { log.push("close"); }, abort: (reason) => { log.push(`abort ${reason?.message ?? reason}`); }, ...extra });
const one = [];
await of("a", "b").pipeTo(sink(one));
const two = [];
await of("a").pipeTo(sink(two), { preventClose: true });
const three = [];
const broken = () => new ReadableStream({ start(c) { c.error(new Error("source")); } });
await broken().pipeTo(sink(three)).catch((error) => console.log(error.message));
await broken().pipeTo(sink(three), { preventAbort: true }).catch((error) => console.log(error.message));
console.log(one, two, three);
const cancelled = [];
const source = () => new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(reason) { cancelled.push(reason?.message ?? reason?.name ?? reason); } });
await source().pipeTo(sink([], { write() { throw new Error("sink"); } })).catch((error) => console.log(error.message));
const controller = new AbortController();
const four = [];
const waiting = new ReadableStream({ cancel(reason) { cancelled.push(reason.name); } }).pipeTo(sink(four), { signal: controller.signal });
controller.abort();
await waiting.catch((error) => console.log(error.name));
console.log(cancelled, four);
const [left, right] = of(1, 2, 3).tee();
console.log(await Array.fromAsync(left), await Array.fromAsync(right));
const [a, b] = of({ same: true }).tee();
console.log((await a.getReader().read()).value === (await b.getReader().read()).value);
for (const bad of [() => of(1).pipeTo(5), () => of(1).pipeThrough({}), () => of(1).pipeTo(sink([]), { signal: 5 })]) try { await bad(); } catch (error) { console.log(error.name, error.code, error.message); }
