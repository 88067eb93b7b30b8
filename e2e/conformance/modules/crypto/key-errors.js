function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createPrivateKey, createPublicKey, createSecretKey } = require("node:crypto");
tell("text", () => createPrivateKey("not a key"));
tell("public text", () => createPublicKey("not a key"));
tell("empty", () => createPublicKey(""));
tell("public as private", () => createPrivateKey(createPublicKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`).export({ type: "spki", format: "pem" })));
tell("type", () => createPrivateKey(5));
tell("der", () => createPrivateKey({ key: Buffer.from("aaaa"), format: "der", type: "pkcs8" }));
tell("der type", () => createPrivateKey({ key: Buffer.alloc(4), format: "der" }));
tell("format", () => createPrivateKey({ key: "x", format: "text" }));
tell("jwk", () => createPublicKey({ key: { kty: "XYZ" }, format: "jwk" }));
tell("jwk rsa", () => createPublicKey({ key: { kty: "RSA", n: "AQAB" }, format: "jwk" }));
tell("jwk curve", () => createPublicKey({ key: { kty: "EC", crv: "P-1", x: "AA", y: "AA" }, format: "jwk" }));
tell("jwk point", () => createPublicKey({ key: { kty: "EC", crv: "P-256", x: "AA", y: "AA" }, format: "jwk" }));
tell("jwk private", () => createPrivateKey({ key: createPublicKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP81D+corbta1DNkTcCVMIz0cICD4+GxlWGWAHzi5wen
-----END PRIVATE KEY-----`).export({ format: "jwk" }), format: "jwk" }));
tell("raw", () => createPublicKey({ key: Buffer.alloc(5), format: "raw-public", asymmetricKeyType: "ed25519" }));
tell("secret", () => createPublicKey(createSecretKey(Buffer.alloc(4))));
