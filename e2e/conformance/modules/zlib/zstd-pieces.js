// A decoder of Zstandard gives what it has before its input ends, and says what is wrong with it.
const zlib = require("node:zlib");
const { once } = require("node:events");
const text = (length) => Array.from({ length }, (_, i) => `${(i * 7919) % 10007} `).join("");

async function pieces(options) {
  const { dictionary } = options;
  const decoder = zlib.createZstdDecompress(dictionary ? { dictionary } : {});
  let got = Buffer.alloc(0);
  decoder.on("data", (chunk) => (got = Buffer.concat([got, chunk])));
  const packed = zlib.zstdCompressSync(text(300_000), options);
  for (let at = 0; at < packed.length; at += 4096) {
    if (!decoder.write(packed.subarray(at, at + 4096))) await once(decoder, "drain");
    if (at === 200 * 4096) console.log("early", got.length > 0, text(300_000).startsWith(got.toString()));
  }
  decoder.end();
  await once(decoder, "end");
  console.log(got.toString() === text(300_000), decoder.bytesWritten === packed.length);
}

async function byByte(packed, options) {
  const decoder = zlib.createZstdDecompress(options);
  const got = [];
  decoder.on("data", (chunk) => got.push(chunk));
  for (const byte of packed) decoder.write(Buffer.of(byte));
  decoder.end();
  try {
    await once(decoder, "end");
    return Buffer.concat(got).toString();
  } catch (error) {
    return `${error.code} ${error.errno} ${error.message}`;
  }
}

async function main() {
  const { ZSTD_c_checksumFlag, ZSTD_c_contentSizeFlag } = zlib.constants;
  await pieces({});
  await pieces({ params: { [ZSTD_c_checksumFlag]: 1 } });
  await pieces({ dictionary: Buffer.from(text(500)) });
  const params = { [ZSTD_c_checksumFlag]: 1, [ZSTD_c_contentSizeFlag]: 0 };
  const frame = zlib.zstdCompressSync("some text, some text, some more text", { params });
  console.log(await byByte(frame), await byByte(zlib.zstdCompressSync("")));
  console.log(await byByte(Buffer.concat([frame, frame])));
  console.log(await byByte(Buffer.concat([frame, frame]), { rejectGarbageAfterEnd: true }));
  console.log(await byByte(frame.subarray(0, frame.length - 1)), await byByte(frame.subarray(0, 7)));
  frame[frame.length - 1] ^= 1;
  console.log(await byByte(frame));
  console.log(await byByte(Buffer.from("no frame")));
  for (const options of [{}, { params: { [ZSTD_c_checksumFlag]: 1 } }, { dictionary: Buffer.from("words of the text") }])
    console.log(await flushed(options));
}

async function flushed(options) {
  const { dictionary } = options;
  const sender = zlib.createZstdCompress(options);
  const packed = [];
  sender.on("data", (chunk) => packed.push(chunk));
  const decoder = zlib.createZstdDecompress(dictionary ? { dictionary } : {});
  sender.pipe(decoder);
  decoder.setEncoding("utf8");
  const words = ["hello", "words of the text, words of the text", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", text(2000)];
  const sent = [...words, text(2000), "aaaaaaaaaaaaaaaaaa", "!"];
  const results = [];
  for (const word of sent) {
    let got = "";
    sender.write(word);
    sender.flush();
    while (got.length < word.length) got += (await once(decoder, "data"))[0];
    results.push(got === word);
  }
  sender.end();
  decoder.resume();
  await once(decoder, "end");
  const whole = Buffer.concat(packed);
  const again = zlib.zstdDecompressSync(whole, dictionary ? { dictionary } : {}).toString();
  return [...results, again === sent.join(""), whole.length < sent.join("").length * 0.7];
}
main();
