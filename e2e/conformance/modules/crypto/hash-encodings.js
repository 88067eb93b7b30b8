const { createHash } = require("node:crypto");
const digest = (encoding) => createHash("md5").update("ff00ff", "hex").update("é", "latin1").digest(encoding);
for (const encoding of ["hex", "base64", "base64url", "binary", "latin1", "ucs2", "buffer", undefined])
  console.log(String(encoding), digest(encoding));
for (const View of [Uint8Array, Uint16Array, Float64Array, DataView])
  console.log(View.name, createHash("sha1").update(new View(new ArrayBuffer(8))).digest("hex"));
