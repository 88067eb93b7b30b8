const inputs = {
  empty: "",
  one: "a",
  words: "the quick brown fox jumps over the lazy dog. ".repeat(40),
  zeros: "\0".repeat(5000),
  numbers: Array.from({ length: 900 }, (_, n) => (n * 7919) % 1009).join(","),
};

const zlib = require("node:zlib");
const { createHash } = require("node:crypto");
for (const [name, text] of Object.entries(inputs))
  for (const level of [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    const made = zlib.deflateSync(text, { level });
    console.log(name, level, made.length, createHash("md5").update(made).digest("hex"), String(zlib.inflateSync(made)) === text);
  }
