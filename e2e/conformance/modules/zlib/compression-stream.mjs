async function through(stream, bytes) {
  const writer = stream.writable.getWriter();
  const failed = writer.write(bytes).then(() => writer.close()).catch((error) => error);
  const parts = [];
  for await (const part of stream.readable) parts.push(part);
  await failed;
  return Buffer.concat(parts);
}
for (const format of ["gzip", "deflate", "deflate-raw", "brotli"]) {
  const packed = await through(new CompressionStream(format), new TextEncoder().encode("text ".repeat(50)));
  const back = await through(new DecompressionStream(format), packed);
  console.log(format, packed.toString("hex"), String(back).length);
}
for (const make of [() => new CompressionStream("zip"), () => new DecompressionStream()])
  try {
    make();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
await through(new DecompressionStream("gzip"), new Uint8Array([1, 2, 3])).catch((error) => console.log(error.name, error.message));
console.log(Object.prototype.toString.call(new CompressionStream("gzip")), CompressionStream.length);
