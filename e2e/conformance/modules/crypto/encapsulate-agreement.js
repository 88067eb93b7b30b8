// Encapsulation for keys of Diffie-Hellman, contexts of EdDSA, old names of digests, limits of parameters.
const crypto = require("node:crypto");

function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

for (const [type, options] of [
  ["ec", { namedCurve: "P-256" }],
  ["ec", { namedCurve: "P-384" }],
  ["ec", { namedCurve: "P-521" }],
  ["ec", { namedCurve: "secp256k1" }],
  ["x25519", {}],
  ["x448", {}],
]) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, options);
  attempt(`${type} ${options.namedCurve ?? ""}`, () => {
    const { sharedKey, ciphertext } = crypto.encapsulate(publicKey);
    const back = crypto.decapsulate(privateKey, ciphertext);
    return [sharedKey.length, ciphertext.length, back.equals(sharedKey)];
  });
}

const known = crypto.createPrivateKey({
  format: "der",
  type: "pkcs8",
  key: Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), Buffer.alloc(32, 7)]),
});
const point = crypto.createPublicKey(known).export({ format: "der", type: "spki" }).subarray(-32);
attempt("known", () => crypto.decapsulate(known, point).toString("hex"));
attempt("short", () => crypto.decapsulate(known, Buffer.alloc(3)));
crypto.decapsulate(known, Buffer.alloc(3), (error) => console.log("later", error.message, error.code));

const signer = crypto.createPrivateKey({
  format: "der",
  type: "pkcs8",
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 9)]),
});
for (const context of [Buffer.alloc(0), Buffer.from("foo"), Buffer.from("bar")]) {
  const signature = crypto.sign(null, Buffer.from("text"), { key: signer, context });
  console.log(signature.toString("base64"), crypto.verify(null, Buffer.from("text"), signer, signature));
}

for (const name of ["dss1", "DSS1", "Dss1"])
  attempt(name, () => crypto.createHmac(name, "key").update("data").digest("hex"));

for (const cost of [
  { N: 2 ** 16, r: 1, p: 1 },
  { N: 2, r: 1, p: 2 ** 30 },
])
  attempt("scrypt", () => crypto.scryptSync("a", "b", 4, cost));

const prime = crypto.getDiffieHellman("modp2").getPrime();
attempt("generator", () => crypto.createDiffieHellman(prime, prime));
for (const length of [0, 1, 11, 12, 13])
  attempt(`chacha20 ${length}`, () => {
    crypto.createCipheriv("chacha20-poly1305", Buffer.alloc(32), Buffer.alloc(length));
    return crypto.getCipherInfo("chacha20-poly1305", { ivLength: length }).ivLength;
  });
