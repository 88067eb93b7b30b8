function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createSecretKey, generateKeySync, KeyObject } = require("node:crypto");
const key = createSecretKey("0a0b0c", "hex");
console.log(key, key.type, key.symmetricKeySize, key.export(), key.export({ format: "jwk" }));
console.log(key.equals(createSecretKey(Buffer.from([10, 11, 12]))), key.equals(createSecretKey(Buffer.from([1]))), Object.prototype.toString.call(key));
console.log(generateKeySync("hmac", { length: 123 }).symmetricKeySize, generateKeySync("aes", { length: 192 }).symmetricKeySize);
tell("aes", () => generateKeySync("aes", { length: 100 }));
tell("kind", () => generateKeySync("des", { length: 64 }));
tell("input", () => createSecretKey(5));
tell("format", () => key.export({ format: "pem" }));
tell("other", () => key.equals({}));
tell("class", () => new KeyObject("other", {}));
tell("handle", () => new KeyObject("secret", "x"));
