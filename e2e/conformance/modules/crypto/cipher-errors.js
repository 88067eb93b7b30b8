function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createCipheriv, createDecipheriv } = require("node:crypto");
tell("name", () => createCipheriv("aes-129-cbc", "", ""));
tell("type", () => createCipheriv(1, "", ""));
tell("key", () => createCipheriv("aes-128-cbc", Buffer.alloc(15), Buffer.alloc(16)));
tell("iv", () => createCipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(15)));
tell("no iv", () => createCipheriv("aes-128-cbc", Buffer.alloc(16), null));
tell("iv type", () => createCipheriv("aes-128-cbc", Buffer.alloc(16), 5));
tell("key type", () => createCipheriv("aes-128-cbc", 5, Buffer.alloc(16)));
tell("tag", () => createDecipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16)).setAuthTag(Buffer.alloc(16)));
tell("aad", () => createCipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16)).setAAD(Buffer.alloc(1)));
const cipher = createCipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16));
cipher.update("a", "utf8", "hex");
tell("encoding", () => cipher.final("base64"));
tell("data", () => createCipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16)).update(5));
