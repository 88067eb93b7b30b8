function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createCipheriv, createDecipheriv } = require("node:crypto");
for (const ivLength of [12, 8, 16, 60]) {
  const [key, iv] = [Buffer.alloc(32, 1), Buffer.alloc(ivLength, 2)];
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: 16 }).setAAD(Buffer.from("header"));
  const sealed = cipher.update("secret text", "utf8", "hex") + cipher.final("hex");
  const tag = cipher.getAuthTag();
  const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from("header")).setAuthTag(tag);
  console.log(ivLength, sealed, tag.toString("hex"), decipher.update(sealed, "hex", "utf8") + decipher.final("utf8"));
}
const forged = createDecipheriv("aes-128-gcm", Buffer.alloc(16), Buffer.alloc(12)).setAuthTag(Buffer.alloc(16));
forged.update("00", "hex");
tell("forged", () => forged.final());
tell("no tag", () => createDecipheriv("aes-128-gcm", Buffer.alloc(16), Buffer.alloc(12)).final());
tell("length", () => createCipheriv("aes-128-gcm", Buffer.alloc(16), Buffer.alloc(12), { authTagLength: 5 }));
tell("early", () => createCipheriv("aes-128-gcm", Buffer.alloc(16), Buffer.alloc(12)).getAuthTag());
tell("iv", () => createCipheriv("aes-128-gcm", Buffer.alloc(16), Buffer.alloc(0)));
