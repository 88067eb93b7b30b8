// Async iteration and what breaks it.
import { Readable } from "node:stream";
for await (const chunk of Readable.from(["a", "b"])) console.log(chunk);
const left = Readable.from([1, 2, 3]);
for await (const n of left) { console.log(n); break; }
console.log(left.destroyed);
const kept = Readable.from([1, 2, 3]);
for await (const n of kept.iterator({ destroyOnReturn: false })) { console.log(n); break; }
console.log(kept.destroyed);
for await (const n of kept) console.log("rest", n);
const failing = new Readable({ read() { this.destroy(new Error("while reading")); } });
try { for await (const chunk of failing) console.log(chunk); } catch (error) { console.log(error.message); }
const closed = new Readable({ read() {} });
closed.push("x");
setTimeout(() => closed.destroy(), 1);
try { for await (const chunk of closed) console.log(String(chunk)); } catch (error) { console.log(error.code); }
const source = (function* () { try { yield 1; yield 2; } finally { console.log("generator closed"); } })();
const fromGenerator = Readable.from(source);
for await (const n of fromGenerator) { console.log(n); break; }
for (const value of ["text", Buffer.from("bytes"), new Set([1]), Promise.resolve("p")]) try { for await (const chunk of Readable.from(value)) console.log(chunk); } catch (error) { console.log(error.code, error.message); }
for (const bad of [5, null, {}]) try { Readable.from(bad); } catch (error) { console.log(error.code, error.message); }
await (async () => { for await (const x of Readable.from([1, null])) console.log(x); })().catch((error) => console.log(error.code));
