// Queuing strategies and shown streams.
import { ByteLengthQueuingStrategy as Bytes, CountQueuingStrategy as Count } from "node:stream/web";
import { inspect } from "node:util";
const bytes = new Bytes({ highWaterMark: 10 });
console.log(bytes.highWaterMark, bytes.size({ byteLength: 4 }), new Count({ highWaterMark: 2 }).size("x"), bytes, new Count({ highWaterMark: 1 }));
const stream = new ReadableStream({ start(c) { c.enqueue(new Uint8Array(4)); console.log(c.desiredSize, c); } }, bytes);
console.log(inspect(stream), inspect({ a: { stream } }, { depth: 0 }), inspect(stream.getReader()), stream.locked);
console.log(inspect(new WritableStream()), inspect(new TransformStream()), Object.prototype.toString.call(stream));
for (const bad of [() => new Count(5), () => new Count({}), () => new Bytes(), () => Object.getOwnPropertyDescriptor(Count.prototype, "size").get.call({}), () => ReadableStream.prototype.getReader.call({}), () => Object.getOwnPropertyDescriptor(ReadableStream.prototype, "locked").get.call({})]) try { console.log(bad()); } catch (error) { console.log(error.name, error.code, error.message); }
const custom = new ReadableStream({ start(c) { c.enqueue("abc"); console.log(c.desiredSize); try { c.enqueue("x".repeat(5)); } catch (error) { console.log(error.message); } } }, { highWaterMark: 5, size: (chunk) => { if (chunk.length > 4) throw new RangeError("too long"); return chunk.length; } });
await custom.getReader().read().catch((error) => console.log(error.message));
