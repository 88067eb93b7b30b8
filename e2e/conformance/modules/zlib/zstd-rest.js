// Sizes that are promised, and what follows a frame.
const zlib = require("node:zlib");
const frame = zlib.zstdCompressSync("hello");
const long = zlib.zstdCompressSync("x".repeat(300_000));
for (const first of [frame, long])
  for (const options of [{}, { rejectGarbageAfterEnd: true }]) {
    try {
      console.log(zlib.zstdDecompressSync(Buffer.concat([first, Buffer.from("junk")]), options).length);
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
for (const pledgedSrcSize of ["1", null, -1, 1.5, 2 ** 60]) {
  try {
    zlib.createZstdCompress({ pledgedSrcSize });
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
