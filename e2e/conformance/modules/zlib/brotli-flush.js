// What a Brotli stream gives when it is flushed can be read at once, and is compressed, too.
const zlib = require("node:zlib");
const { once } = require("node:events");
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = zlib.constants;
const text = (from) => Array.from({ length: 3000 }, (_, i) => `line ${from + i} of the text\n`).join("");
const short = Buffer.from("ÿØÿà\0JFIF", "latin1");

async function flushed(encoder, pieces) {
  const decoder = zlib.createBrotliDecompress();
  const results = [];
  let [sent, got] = [0, Buffer.alloc(0)];
  encoder.on("data", (chunk) => ((sent += chunk.length), decoder.write(chunk)));
  encoder.on("end", () => decoder.end());
  decoder.on("data", (chunk) => (got = Buffer.concat([got, chunk])));
  for (const piece of pieces) {
    encoder.write(piece);
    encoder.flush();
    while (got.length < piece.length) await once(decoder, "data");
    results.push(got.equals(Buffer.from(piece)), sent < piece.length * 0.6);
    [sent, got] = [0, Buffer.alloc(0)];
  }
  encoder.end("the end");
  await once(decoder, "end");
  return `${results.join()} ${got}`;
}

async function main() {
  const encoder = zlib.createBrotliCompress();
  encoder.on("data", (chunk) => console.log(chunk.toString("hex")));
  await new Promise((resolve) => encoder.write(short, () => encoder.flush(resolve)));
  for (const quality of [0, 1, 5, 11])
    for (const windowBits of [10, 16, 17, 22, 24]) {
      const params = { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_LGWIN]: windowBits };
      const pieces = [text(0), text(0), short, text(5000)];
      console.log(quality, windowBits, await flushed(zlib.createBrotliCompress({ params }), pieces));
    }
}
main();
