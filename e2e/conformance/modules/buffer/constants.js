// Limits, pool, deprecated ways.
const buffer = require("node:buffer");
console.log(buffer.constants, buffer.kMaxLength === buffer.constants.MAX_LENGTH, buffer.INSPECT_MAX_BYTES, buffer.Buffer.poolSize);
buffer.INSPECT_MAX_BYTES = 2;
console.log(Buffer.from("abcdef"));
for (const bad of ["x", -1])
  try {
    buffer.INSPECT_MAX_BYTES = bad;
  } catch (error) {
    console.log(error.code, error.message);
  }
const pooled = Buffer.from("pooled");
console.log(pooled.buffer.byteLength, Buffer.alloc(6).buffer.byteLength, Buffer.allocUnsafe(5000).buffer.byteLength, Buffer.allocUnsafeSlow(6).buffer.byteLength);
process.on("warning", (warning) => console.log(warning.name, warning.code, warning.message));
console.log(new Buffer("old"), Buffer(2), buffer.SlowBuffer(2).length);
console.log(Object.keys(buffer).sort().join(" "));
console.log(Object.getOwnPropertyNames(Buffer.prototype).sort().join(" "));
