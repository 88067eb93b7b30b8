function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const zlib = require("node:zlib");
for (const [pack, unpack] of [["deflateSync", "inflateSync"], ["gzipSync", "gunzipSync"], ["brotliCompressSync", "brotliDecompressSync"], ["zstdCompressSync", "zstdDecompressSync"]]) {
  const made = zlib[pack]("x".repeat(5000));
  tell(unpack, () => zlib[unpack](made, { maxOutputLength: 4999 }));
  tell(unpack, () => zlib[unpack](made, { maxOutputLength: 5000 }).length);
}
tell("pack", () => zlib.deflateSync("text", { maxOutputLength: 5 }));
zlib.inflate(zlib.deflateSync("y".repeat(100)), { maxOutputLength: 64 }, (error) => console.log(error.code, error.message));
