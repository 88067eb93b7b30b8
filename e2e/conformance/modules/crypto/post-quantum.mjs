import { createPrivateKey, createPublicKey, decapsulate, encapsulate, generateKeyPairSync, sign, verify } from "node:crypto";
for (const type of ["ml-dsa-44", "ml-dsa-65", "ml-dsa-87"]) {
  const key = createPrivateKey({ key: Buffer.alloc(32, 5), format: "raw-seed", asymmetricKeyType: type });
  const shown = createPublicKey(key);
  const signature = sign(null, Buffer.from("text"), key);
  console.log(type, shown.export({ format: "raw-public" }).toString("hex").slice(0, 40), key.export({ type: "pkcs8", format: "der" }).length, signature.length);
  console.log(verify(null, Buffer.from("text"), shown, signature), verify(null, Buffer.from("test"), shown, signature));
}
for (const type of ["ml-kem-512", "ml-kem-768", "ml-kem-1024"]) {
  const key = createPrivateKey({ key: Buffer.alloc(64, 6), format: "raw-seed", asymmetricKeyType: type });
  const { sharedKey, ciphertext } = encapsulate(createPublicKey(key));
  console.log(type, ciphertext.length, decapsulate(key, ciphertext).equals(sharedKey), key.export({ format: "jwk" }).pub.slice(0, 30));
  console.log(createPrivateKey(key.export({ type: "pkcs8", format: "pem" })).export({ format: "raw-seed" }).equals(Buffer.alloc(64, 6)));
}
const { privateKey } = generateKeyPairSync("slh-dsa-sha2-128f");
console.log(privateKey.asymmetricKeyType, privateKey.export({ type: "pkcs8", format: "der" }).length);
