function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createECDH, ECDH, getCurves } = require("node:crypto");
for (const curve of ["prime256v1", "secp256k1", "secp384r1", "secp521r1", "secp224r1", "prime192v1", "brainpoolP256r1", "secp160k1"]) {
  const one = createECDH(curve);
  const other = createECDH(curve);
  one.setPrivateKey(Buffer.alloc(20, 5));
  other.setPrivateKey("0102030405060708090a0b0c0d0e0f", "hex");
  console.log(curve, one.getPublicKey("hex", "compressed"), one.computeSecret(other.getPublicKey(), null, "hex"));
  console.log(one.computeSecret(other.getPublicKey()).equals(other.computeSecret(one.getPublicKey(null, "hybrid"))), one.getPrivateKey("hex"));
}
console.log(ECDH.convertKey(createKey(), "secp256k1", "hex", "hex", "uncompressed").length, getCurves().length);
function createKey() {
  const key = createECDH("secp256k1");
  key.generateKeys();
  return key.getPublicKey("hex", "compressed");
}
tell("curve", () => createECDH("none"));
tell("form", () => createECDH("secp256k1").getPublicKey("hex", "short"));
tell("no key", () => createECDH("secp256k1").getPublicKey());
tell("zero", () => createECDH("secp256k1").setPrivateKey(Buffer.alloc(32)));
tell("point", () => createECDH("secp256k1").computeSecret(Buffer.alloc(33, 9)));
tell("convert", () => ECDH.convertKey(Buffer.alloc(3), "secp256k1"));
