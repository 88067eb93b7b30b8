// ReadableStream: sources, readers, strategies.
const log = [];
const stream = new ReadableStream({ start(c) { log.push(`start ${c.desiredSize}`); }, pull(c) { log.push("pull"); c.enqueue(log.length); if (log.length > 4) c.close(); }, cancel(reason) { log.push(`cancel ${reason}`); } }, { highWaterMark: 1 });
const reader = stream.getReader();
console.log(stream.locked, reader, await reader.read(), await reader.read());
for (const bad of [() => stream.getReader(), () => stream.tee(), () => stream.getReader({ mode: "x" })]) try { bad(); } catch (error) { console.log(error.name, error.code, error.message); }
await stream.cancel().catch((error) => console.log(error.name, error.code));
reader.releaseLock();
await reader.read().catch((error) => console.log(error.name, error.code, error.message));
await reader.closed.catch((error) => console.log(error.name, error.code));
console.log(stream.locked, log);
const cancelled = new ReadableStream({ cancel(reason) { console.log("cancelled", reason); } });
await cancelled.cancel("why");
console.log(await cancelled.getReader().read());
const failing = new ReadableStream({ pull() { throw new RangeError("pull"); } });
await failing.getReader().read().catch((error) => console.log(error.message));
for await (const value of ReadableStream.from(["a", "b"])) console.log(value);
for await (const value of ReadableStream.from((async function* () { yield 1; })())) console.log(value);
const values = ReadableStream.from([1, 2, 3]);
for await (const value of values.values({ preventCancel: true })) { console.log(value); break; }
console.log(values.locked, (await values.getReader().read()).value, values);
for (const bad of [() => new ReadableStream(5), () => new ReadableStream({ type: "x" }), () => new ReadableStream({}, { highWaterMark: -1 }), () => new ReadableStream({ start: 5 }), () => ReadableStream.from(5), () => new ReadableStreamDefaultReader({}), () => new ReadableStreamDefaultController()]) try { bad(); } catch (error) { console.log(error.name, error.code, error.message); }
