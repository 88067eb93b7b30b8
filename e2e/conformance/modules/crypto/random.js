function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { randomBytes, randomFill, randomFillSync, randomInt, randomUUID } = require("node:crypto");
console.log(randomBytes(0), randomBytes(7).length, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(randomUUID()));
const filled = randomFillSync(Buffer.alloc(10), 3, 4);
console.log(filled.subarray(0, 3), filled.subarray(7), randomFillSync(new Uint32Array(2)).length);
console.log(Array.from({ length: 100 }, () => randomInt(5)).every((n) => n >= 0 && n < 5), randomInt(3, 4));
tell("size", () => randomBytes(-1));
tell("range", () => randomInt(5, 5));
tell("wide", () => randomInt(0, 2 ** 48));
tell("fraction", () => randomInt(0.5));
tell("offset", () => randomFillSync(Buffer.alloc(4), 5));
tell("buffer", () => randomFillSync("text"));
randomInt(9, (error, n) => console.log(error, n >= 0 && n < 9));
randomBytes(4, (error, bytes) => console.log(error, bytes.length));
randomFill(new Uint8Array(3), (error, bytes) => console.log(error, bytes.constructor.name));
