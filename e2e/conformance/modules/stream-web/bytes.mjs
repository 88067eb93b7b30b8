// Byte streams and readers with a buffer of one's own.
let n = 0;
const stream = new ReadableStream({ type: "bytes", autoAllocateChunkSize: 4, pull(c) {
  const request = c.byobRequest;
  if (n >= 6) { c.close(); request?.respond(0); return; }
  if (request) { request.view[0] = ++n; request.respond(1); } else c.enqueue(new Uint8Array([++n]));
} });
const reader = stream.getReader({ mode: "byob" });
console.log(await reader.read(new Uint8Array(2)), await reader.read(new Uint16Array(1)), await reader.read(new DataView(new ArrayBuffer(3))));
const memory = new Uint8Array(2);
const { value } = await reader.read(memory);
console.log(memory.byteLength, value.byteLength);
console.log(await reader.read(new Uint8Array(3), { min: 2 }));
for (const bad of [() => reader.read(), () => reader.read(new Uint8Array(0)), () => reader.read(5), () => reader.read(new Uint8Array(2), { min: 3 }), () => reader.read(new Uint8Array(2), { min: 0 })]) await bad().catch((error) => console.log(error.name, error.code, error.message));
reader.releaseLock();
const plain = stream.getReader();
console.log(await plain.read(), await plain.read());
const queued = new ReadableStream({ type: "bytes", start(c) { c.enqueue(new Uint8Array([1, 2, 3, 4, 5])); console.log(c.desiredSize, c.byobRequest); c.close(); } });
const own = queued.getReader({ mode: "byob" });
console.log(await own.read(new Uint8Array(2)), await own.read(new Uint8Array(9)), await own.read(new Uint8Array(1)));
try { new ReadableStream().getReader({ mode: "byob" }); } catch (error) { console.log(error.code, error.message); }
try { new ReadableStream({ type: "bytes", autoAllocateChunkSize: 0 }); } catch (error) { console.log(error.code, error.message); }
