function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createSecretKey, hkdf, hkdfSync } = require("node:crypto");
console.log(Buffer.from(hkdfSync("sha256", "key", "salt", "info", 42)).toString("hex"));
console.log(Buffer.from(hkdfSync("sha512", createSecretKey(Buffer.alloc(22, 11)), Buffer.alloc(0), new Uint8Array([1, 2]), 64)).toString("base64"));
tell("nothing", () => hkdfSync("sha1", "", "", "", 0));
tell("digest", () => hkdfSync("none", "k", "s", "i", 8));
tell("long", () => hkdfSync("sha256", "k", "s", "i", 255 * 32 + 1));
tell("info", () => hkdfSync("sha256", "k", "s", "i".repeat(1025), 8));
hkdf("sha384", "key", "salt", "info", 10, (error, bits) => console.log(error, bits));
