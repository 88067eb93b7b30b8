function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
const inputs = {
  empty: "",
  one: "a",
  words: "the quick brown fox jumps over the lazy dog. ".repeat(40),
  zeros: "\0".repeat(5000),
  numbers: Array.from({ length: 900 }, (_, n) => (n * 7919) % 1009).join(","),
};

const zlib = require("node:zlib");
const { constants } = zlib;
for (const [name, text] of Object.entries(inputs))
  for (const level of [-3, 1, 3, 9, 19]) {
    const made = zlib.zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: level } });
    console.log(name, level, made.length, made.subarray(0, 24).toString("hex"), String(zlib.zstdDecompressSync(made)) === text);
  }
const checked = zlib.zstdCompressSync("hello", { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
console.log(checked.toString("hex"), zlib.zstdCompressSync("hello", { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } }).toString("hex"));
checked[checked.length - 1] ^= 1;
tell("checksum", () => zlib.zstdDecompressSync(checked));
tell("garbage", () => zlib.zstdDecompressSync("garbage"));
tell("cut", () => zlib.zstdDecompressSync(zlib.zstdCompressSync("hello").subarray(0, -2)));
tell("empty", () => zlib.zstdDecompressSync(""));
tell("parameter", () => zlib.zstdCompressSync("", { params: { 7: 1 } }));
tell("pledge", () => zlib.zstdCompressSync("hello", { pledgedSrcSize: 9 }));
