// Private keys by URL.
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const os = require("node:os");
const { pathToFileURL } = require("node:url");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "keys-"));
const { privateKey, publicKey } = crypto.generateKeyPairSync("ed25519");

function attempt(label, content, options = {}) {
  const file = path.join(folder, "key");
  fs.rmSync(file, { force: true });
  if (content !== null) fs.writeFileSync(file, content);
  try {
    console.log(label, crypto.createPrivateKey({ key: pathToFileURL(file), ...options }).equals(privateKey));
  } catch (error) {
    console.log(label, error.name, error.message, { ...error });
  }
}

const encrypted = { format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "right" };
attempt("PEM", privateKey.export({ format: "pem", type: "pkcs8" }));
attempt("DER", privateKey.export({ format: "der", type: "pkcs8" }));
attempt("missing", null);
attempt("no passphrase", privateKey.export(encrypted));
attempt("passphrase", privateKey.export(encrypted), { passphrase: "right" });
attempt("properties", privateKey.export({ format: "pem", type: "pkcs8" }), { properties: "" });
for (const url of ["pkcs11:object=none", "http://example.org/key"]) {
  try {
    crypto.createPrivateKey(new URL(url));
  } catch (error) {
    console.log(url, error.message, { ...error });
  }
}
console.log(crypto.verify(null, Buffer.from("x"), publicKey, crypto.sign(null, Buffer.from("x"), privateKey)));
fs.rmSync(folder, { recursive: true });
