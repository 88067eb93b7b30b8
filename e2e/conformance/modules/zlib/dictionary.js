function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const zlib = require("node:zlib");
const dictionary = Buffer.from("common words of both sides");
const made = zlib.deflateSync("common sides of words", { dictionary });
console.log(made.toString("hex"), String(zlib.inflateSync(made, { dictionary })));
tell("missing", () => zlib.inflateSync(made));
tell("wrong", () => zlib.inflateSync(made, { dictionary: Buffer.from("other") }));
const raw = zlib.deflateRawSync("common sides of words", { dictionary });
console.log(raw.toString("hex"), String(zlib.inflateRawSync(raw, { dictionary })));
const br = zlib.zstdCompressSync("common sides of words", { dictionary });
console.log(String(zlib.zstdDecompressSync(br, { dictionary })));
