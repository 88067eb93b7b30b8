// Each mode of AES, both ways, in uneven pieces.
const { createCipheriv, createDecipheriv, getCipherInfo } = require("node:crypto");
const text = Buffer.from("a message that is longer than three blocks of the cipher");
for (const bits of [128, 192, 256])
  for (const mode of ["cbc", "ecb", "ctr", "cfb", "cfb8", "cfb1", "ofb"]) {
    const name = `aes-${bits}-${mode}`;
    const iv = mode === "ecb" ? null : Buffer.alloc(16, 3);
    const cipher = createCipheriv(name, Buffer.alloc(bits / 8, 7), iv);
    const sealed = Buffer.concat([cipher.update(text.subarray(0, 5)), cipher.update(text.subarray(5)), cipher.final()]);
    const decipher = createDecipheriv(name, Buffer.alloc(bits / 8, 7), iv);
    const opened = Buffer.concat([decipher.update(sealed.subarray(0, 33)), decipher.update(sealed.subarray(33)), decipher.final()]);
    console.log(name, getCipherInfo(name).blockSize, sealed.toString("base64"), opened.equals(text));
  }
