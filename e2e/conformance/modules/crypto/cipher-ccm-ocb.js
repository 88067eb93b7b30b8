function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createCipheriv, createDecipheriv } = require("node:crypto");
const key = Buffer.alloc(24, 9);
for (const [name, tagLength] of [["aes-192-ccm", 8], ["aes-192-ccm", 16], ["aes-192-ocb", 16], ["aes-192-ocb", 10]]) {
  const options = { authTagLength: tagLength };
  const cipher = createCipheriv(name, key, Buffer.alloc(12, 4), options);
  cipher.setAAD(Buffer.from("who it is for"), { plaintextLength: 21 });
  const sealed = Buffer.concat([cipher.update("twenty-one characters"), cipher.final()]);
  const decipher = createDecipheriv(name, key, Buffer.alloc(12, 4), options);
  decipher.setAuthTag(cipher.getAuthTag());
  decipher.setAAD(Buffer.from("who it is for"), { plaintextLength: 21 });
  console.log(name, sealed.toString("hex"), cipher.getAuthTag().toString("hex"), String(decipher.update(sealed)) + decipher.final());
}
tell("no length", () => createCipheriv("aes-128-ccm", Buffer.alloc(16), Buffer.alloc(12)));
tell("odd", () => createCipheriv("aes-128-ccm", Buffer.alloc(16), Buffer.alloc(12), { authTagLength: 5 }));
tell("aad", () => createCipheriv("aes-128-ccm", Buffer.alloc(16), Buffer.alloc(12), { authTagLength: 8 }).setAAD(Buffer.from("x")));
const wrong = createDecipheriv("aes-128-ccm", Buffer.alloc(16), Buffer.alloc(12), { authTagLength: 8 });
tell("tag", () => wrong.setAuthTag(Buffer.alloc(9)));
wrong.setAuthTag(Buffer.alloc(8));
wrong.update("00", "hex");
tell("forged", () => wrong.final());
