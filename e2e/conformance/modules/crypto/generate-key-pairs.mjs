import { generateKeyPair, generateKeyPairSync } from "node:crypto";
import { promisify } from "node:util";
for (const [type, options] of [["rsa", { modulusLength: 512 }], ["rsa-pss", { modulusLength: 512, hashAlgorithm: "sha1", saltLength: 10 }], ["ec", { namedCurve: "P-256" }], ["ec", { namedCurve: "secp224r1" }], ["ed25519"], ["x448"], ["dsa", { modulusLength: 1024, divisorLength: 160 }], ["dh", { group: "modp14" }]]) {
  const { publicKey, privateKey } = generateKeyPairSync(type, options);
  console.log(type, publicKey.type, privateKey.type, publicKey.asymmetricKeyType, publicKey.asymmetricKeyDetails);
}
const encoded = generateKeyPairSync("ec", { namedCurve: "P-384", publicKeyEncoding: { type: "spki", format: "der" }, privateKeyEncoding: { type: "sec1", format: "pem" } });
console.log(encoded.publicKey.length, encoded.privateKey.split("\n")[0]);
const jwk = generateKeyPairSync("ed25519", { publicKeyEncoding: { format: "jwk" }, privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-128-cbc", passphrase: "x" } });
console.log(Object.keys(jwk.publicKey), jwk.privateKey.split("\n")[0]);
const { publicKey } = await promisify(generateKeyPair)("x25519");
console.log(publicKey.asymmetricKeyType);
for (const [type, options] of [["none"], ["rsa"], ["rsa", { modulusLength: 100 }], ["rsa", { modulusLength: 512, publicExponent: 4 }], ["ec", { namedCurve: "none" }], ["dh", {}], ["dh", { group: "none" }], ["rsa-pss", { modulusLength: 512, hashAlgorithm: "none" }], ["ed25519", { privateKeyEncoding: { type: "sec1", format: "pem" } }]])
  try {
    generateKeyPairSync(type, options);
  } catch (error) {
    console.log(type, error.name, error.code, error.message);
  }
