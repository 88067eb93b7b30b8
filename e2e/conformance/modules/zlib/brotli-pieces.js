// A decoder of Brotli gives what it has before its input ends, and says what is wrong with it.
const zlib = require("node:zlib");
const { once } = require("node:events");
const text = Array.from({ length: 4000 }, (_, i) => `${i * 7919 % 10007} `).join("");
const packed = zlib.brotliCompressSync(text);

async function main() {
  const decoder = zlib.createBrotliDecompress();
  let got = "";
  decoder.setEncoding("utf8").on("data", (chunk) => (got += chunk));
  decoder.write(packed.subarray(0, packed.length - 20));
  await once(decoder, "data");
  console.log(got.length > 0, text.startsWith(got));
  decoder.end(packed.subarray(packed.length - 20));
  await once(decoder, "end");
  console.log(got === text, decoder.bytesWritten === packed.length);
  for (const [name, bytes] of Object.entries({
    short: packed.subarray(0, 30),
    wrong: Buffer.from("this is not Brotli"),
    ones: Buffer.alloc(16, 255),
    empty: Buffer.alloc(0),
    more: Buffer.concat([packed, Buffer.from("trailing")]),
  })) {
    try {
      console.log(name, zlib.brotliDecompressSync(bytes).length);
    } catch (error) {
      console.log(name, error.code, error.errno, error.message);
    }
  }
  const strict = zlib.createBrotliDecompress({ rejectGarbageAfterEnd: true });
  strict.resume().on("error", (error) => console.log(error.code));
  strict.end(Buffer.concat([packed, Buffer.from("x")]));
  await new Promise((resolve) => strict.on("close", resolve));
  for (const value of [0, 1, 42]) {
    const params = { [zlib.constants.BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING]: value };
    try {
      console.log(value, typeof zlib.createBrotliCompress({ params }));
    } catch (error) {
      console.log(value, error.code, error.message);
    }
  }
  const deflate = zlib.createDeflate();
  deflate.write("a");
  try {
    deflate.reset();
  } catch (error) {
    console.log(error.message);
  }
}
main();
