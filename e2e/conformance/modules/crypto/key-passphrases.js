// racy: one wrong passphrase in 256 leaves a padding that looks right
function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createPrivateKey } = require("node:crypto");
const key = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`);
const pem = key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "right" });
const der = key.export({ type: "pkcs8", format: "der", cipher: "aes-128-cbc", passphrase: Buffer.from("right") });
const old = key.export({ type: "sec1", format: "pem", cipher: "des3", passphrase: "right" });
console.log(pem.split("\n")[0], old.split("\n").slice(0, 3).map((line) => line.replace(/,.{16}$/, "")), der.length);
for (const [label, input] of Object.entries({ pem: { key: pem }, old: { key: old }, der: { key: der, format: "der", type: "pkcs8" } })) {
  tell(`${label} right`, () => createPrivateKey({ ...input, passphrase: "right" }).equals(key));
  tell(`${label} wrong`, () => createPrivateKey({ ...input, passphrase: "wrong" }));
  tell(`${label} none`, () => createPrivateKey(input));
}
tell("cipher", () => key.export({ type: "pkcs8", format: "pem", cipher: "aes-1-cbc", passphrase: "x" }));
tell("no passphrase", () => key.export({ type: "pkcs8", format: "pem", cipher: "aes-128-cbc" }));
tell("no cipher", () => key.export({ type: "pkcs8", format: "pem", passphrase: "x" }));
tell("sec1 der", () => key.export({ type: "sec1", format: "der", cipher: "aes-128-cbc", passphrase: "x" }));
