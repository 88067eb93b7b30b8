function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { crc32 } = require("node:zlib");
console.log(crc32("hello world"), crc32(Buffer.from("hello world")), crc32(""), crc32("", 5), crc32("é"));
console.log(crc32(" world", crc32("hello")) === crc32("hello world"), crc32(new Uint32Array([1, 2, 3])), crc32(new DataView(new ArrayBuffer(3))));
tell("data", () => crc32(5));
tell("value", () => crc32("x", "y"));
tell("range", () => crc32("x", -1));
tell("large", () => crc32("x", 2 ** 32));
