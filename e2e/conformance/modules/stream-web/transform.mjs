// TransformStream, text and compression streams.
const upper = new TransformStream({ transform(chunk, c) { c.enqueue(chunk.toUpperCase()); }, flush(c) { c.enqueue("END"); } });
console.log(await Array.fromAsync(ReadableStream.from(["a", "b"]).pipeThrough(upper)), upper);
const failing = new TransformStream({ transform(_chunk, c) { c.error(new Error("inside")); } });
await Array.fromAsync(ReadableStream.from([1]).pipeThrough(failing)).catch((error) => console.log(error.message));
const ended = new TransformStream({ transform(chunk, c) { c.enqueue(chunk); c.terminate(); } });
const writer = ended.writable.getWriter();
writer.closed.catch((error) => console.log(error.name, error.code, error.message));
writer.write(1).catch(() => {});
console.log(await Array.fromAsync(ended.readable));
console.log(await Array.fromAsync(ReadableStream.from(["é", "\ud83d", "\ude00"]).pipeThrough(new TextEncoderStream())));
console.log(await Array.fromAsync(ReadableStream.from([new Uint8Array([0xe2, 0x82]), new Uint8Array([0xac])]).pipeThrough(new TextDecoderStream())));
await Array.fromAsync(ReadableStream.from([new Uint8Array([0xff])]).pipeThrough(new TextDecoderStream("utf-8", { fatal: true }))).catch((error) => console.log(error.name, error.code));
console.log(new TextDecoderStream("latin1", { ignoreBOM: true }), new TextEncoderStream());
for (const format of ["gzip", "deflate", "deflate-raw"]) {
  const packed = new Blob(["text ".repeat(50)]).stream().pipeThrough(new CompressionStream(format));
  console.log(format, (await new Response(packed.pipeThrough(new DecompressionStream(format))).text()).length);
}
for (const bad of [() => new CompressionStream("x"), () => new TransformStream({ readableType: "bytes" }), () => new TransformStreamDefaultController(), () => new TextDecoderStream("nope")]) try { bad(); } catch (error) { console.log(error.name, error.code, error.message); }
