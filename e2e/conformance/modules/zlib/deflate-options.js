const inputs = {
  empty: "",
  one: "a",
  words: "the quick brown fox jumps over the lazy dog. ".repeat(40),
  zeros: "\0".repeat(5000),
  numbers: Array.from({ length: 900 }, (_, n) => (n * 7919) % 1009).join(","),
};

const zlib = require("node:zlib");
const { createHash } = require("node:crypto");
const { constants } = zlib;
const variants = [{ strategy: constants.Z_FILTERED }, { strategy: constants.Z_HUFFMAN_ONLY }, { strategy: constants.Z_RLE }, { strategy: constants.Z_FIXED }, { memLevel: 1 }, { memLevel: 9 }, { windowBits: 9 }, { windowBits: 12, level: 9 }, { chunkSize: 64 }];
for (const options of variants)
  for (const [name, text] of Object.entries(inputs)) {
    const made = zlib.deflateRawSync(text, options);
    console.log(JSON.stringify(options), name, made.length, createHash("md5").update(made).digest("hex"), String(zlib.inflateRawSync(made, options)) === text);
  }
