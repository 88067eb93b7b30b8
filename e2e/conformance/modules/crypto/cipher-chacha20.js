const { createCipheriv, createDecipheriv } = require("node:crypto");
const key = Buffer.from("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "hex");
for (const length of [0, 1, 63, 64, 65, 200]) {
  const cipher = createCipheriv("chacha20-poly1305", key, Buffer.alloc(12, 5), { authTagLength: 16 });
  cipher.setAAD(Buffer.from("aad"));
  const sealed = Buffer.concat([cipher.update(Buffer.alloc(length, 65)), cipher.final()]);
  const decipher = createDecipheriv("chacha20-poly1305", key, Buffer.alloc(12, 5), { authTagLength: 16 });
  decipher.setAAD(Buffer.from("aad")).setAuthTag(cipher.getAuthTag());
  const opened = Buffer.concat([decipher.update(sealed), decipher.final()]);
  console.log(length, sealed.toString("base64"), cipher.getAuthTag().toString("hex"), opened.length);
}
console.log(createCipheriv("chacha20", key, Buffer.from("01000000000102030405060708090a0b", "hex")).update(Buffer.alloc(70)).toString("hex"));
