function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createCipheriv, createDecipheriv } = require("node:crypto");
const key = Buffer.from("00112233445566778899aabbccddeeff", "hex");
const wrap = createCipheriv("aes128-wrap", key, Buffer.alloc(8, 0xa6));
const wrapped = Buffer.concat([wrap.update(Buffer.alloc(24, 3)), wrap.final()]);
console.log(wrapped.toString("hex"), createDecipheriv("aes128-wrap", key, Buffer.alloc(8, 0xa6)).update(wrapped).toString("hex"));
tell("damaged", () => createDecipheriv("aes128-wrap", key, Buffer.alloc(8, 0xa6)).update(wrapped.fill(0, 0, 1)));
for (const length of [16, 17, 40, 64]) {
  const xts = createCipheriv("aes-128-xts", Buffer.concat([key, Buffer.alloc(16, 1)]), Buffer.alloc(16, 2));
  const sealed = xts.update(Buffer.alloc(length, 7));
  const back = createDecipheriv("aes-128-xts", Buffer.concat([key, Buffer.alloc(16, 1)]), Buffer.alloc(16, 2));
  console.log(length, sealed.toString("hex"), back.update(sealed).equals(Buffer.alloc(length, 7)));
}
tell("halves", () => createCipheriv("aes-128-xts", Buffer.alloc(32), Buffer.alloc(16)));
