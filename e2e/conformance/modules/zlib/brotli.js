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
  for (const quality of [0, 1, 4, 9, 11]) {
    const made = zlib.brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
    console.log(name, quality, made.length, made.subarray(0, 24).toString("hex"), String(zlib.brotliDecompressSync(made)) === text);
  }
for (const params of [{ [constants.BROTLI_PARAM_LGWIN]: 10 }, { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }])
  console.log(zlib.brotliCompressSync(inputs.words, { params }).toString("base64"));
tell("garbage", () => zlib.brotliDecompressSync("garbage"));
tell("empty", () => zlib.brotliDecompressSync(""));
tell("cut", () => zlib.brotliDecompressSync(zlib.brotliCompressSync("hello world").subarray(0, 6)));
tell("parameter", () => zlib.brotliCompressSync("", { params: { 99: 1 } }));
tell("value", () => zlib.brotliCompressSync("", { params: { 1: "x" } }));
