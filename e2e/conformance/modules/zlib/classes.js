function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const zlib = require("node:zlib");
for (const name of ["Deflate", "Inflate", "Gzip", "Gunzip", "DeflateRaw", "InflateRaw", "Unzip", "BrotliCompress", "BrotliDecompress", "ZstdCompress", "ZstdDecompress"]) {
  const made = new zlib[name]();
  console.log(name, made instanceof zlib[name], zlib[`create${name}`]() instanceof zlib[name], made.bytesWritten, Object.keys(made).filter((key) => /^[a-z]/.test(key) && key !== "allowHalfOpen").join());
}
tell("call", () => zlib.Deflate() instanceof zlib.Deflate);
tell("brotli", () => zlib.BrotliCompress());
