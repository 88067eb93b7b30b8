function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createHash, createHmac } = require("node:crypto");
tell("unknown", () => createHash("sha0"));
tell("name", () => createHash(5));
tell("data", () => createHash("md5").update(5));
tell("length", () => createHash("sha256", { outputLength: 16 }));
tell("negative", () => createHash("shake128", { outputLength: -1 }));
tell("hmac", () => createHmac("sha0", "key"));
tell("hmac key", () => createHmac("sha256", null));
tell("hmac name", () => createHmac(null, "key"));
console.log(createHash("SHA256").update("").digest("hex").slice(0, 8), createHash("RSA-SHA1").digest("hex").slice(0, 8));
