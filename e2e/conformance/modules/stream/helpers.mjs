// Array-like helpers of Readable.
import { Readable } from "node:stream";
const of = (...values) => Readable.from(values);
console.log(await of(1, 2, 3).map(async (n) => n * 2).toArray(), await of(1, 2, 3, 4).filter((n) => n % 2).toArray());
await of(1, 2).forEach((n) => console.log("each", n));
console.log(await of(1, 2, 3).some((n) => n > 2), await of(1, 2, 3).every((n) => n > 1), await of(1, 2, 3).find((n) => n > 1), await of(1).find(() => false));
console.log(await of(1, 2).flatMap((n) => [n, n * 10]).toArray(), await of(1, 2, 3).drop(1).toArray(), await of(1, 2, 3).take(2).toArray());
console.log(await of(1, 2, 3).reduce((sum, n) => sum + n), await of(1, 2).reduce((sum, n) => sum + n, 10), await of("a", "b").asIndexedPairs?.().toArray());
let running = 0;
let most = 0;
await of(1, 2, 3, 4).map(async (n) => { most = Math.max(most, ++running); await new Promise((done) => setTimeout(done, 5)); running--; return n; }, { concurrency: 2 }).toArray();
console.log("at most", most);
const controller = new AbortController();
controller.abort();
await of(1, 2).map((n) => n, { signal: controller.signal }).toArray().catch((error) => console.log(error.name));
await of(1).reduce(5).catch((error) => console.log(error.code));
await of().reduce((a) => a).catch((error) => console.log(error.name, error.message));
for (const bad of [() => of(1).map(5), () => of(1).take(-1), () => of(1).drop("x"), () => of(1).map((x) => x, { concurrency: 0 })]) try { bad(); } catch (error) { console.log(error.code, error.message); }
await of(1, 2).map((n) => { if (n === 2) throw new Error("in map"); return n; }).toArray().catch((error) => console.log(error.message));
console.log(await of("x").compose(async function* (source) { for await (const chunk of source) yield chunk.repeat(3); }).toArray());
