const { createCipheriv, createDecipheriv } = require("node:crypto");
const key = Buffer.from("0123456789abcdeffedcba98765432101122334455667788", "hex");
for (const name of ["des-ede-cbc", "des-ede3-cbc", "des3", "des-ede3", "des-ede3-cfb", "des-ede3-cfb8", "des-ede3-cfb1", "des-ede3-ofb", "des-ede"]) {
  const own = /ede(-|$)/.test(name) ? key.subarray(0, 16) : key;
  const iv = /ede3?$/.test(name) ? null : Buffer.from("12345678");
  const cipher = createCipheriv(name, own, iv);
  const sealed = cipher.update("some text for an old cipher", "utf8", "hex") + cipher.final("hex");
  const decipher = createDecipheriv(name, own, iv);
  console.log(name, sealed, decipher.update(sealed, "hex", "utf8") + decipher.final("utf8"));
}
