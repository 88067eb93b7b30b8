function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createHmac, createSecretKey } = require("node:crypto");
for (const name of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256", "ripemd160", "blake2b512", "sm3"])
  console.log(name, createHmac(name, "key").update("message").digest("hex"));
console.log(createHmac("sha256", createSecretKey(Buffer.alloc(200, 1))).update("a").update("b").digest("base64"));
const once = createHmac("sha256", "");
console.log(once.digest("hex"));
console.log(once.digest("hex"), once.digest());
tell("late", () => once.update("x") === once);
