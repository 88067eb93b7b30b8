function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } = require("node:crypto");
const [one, other] = [createPrivateKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEILB0akB8TJDx7p6nx8QR6ezAegHU0qdJwX8EgrSnbF1n
-----END PRIVATE KEY-----`), createPrivateKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEIMh0aBQd7LqERMZqhwlS7TM0CES8hbpvrSX306gTXel+
-----END PRIVATE KEY-----`)];
const secret = diffieHellman({ privateKey: one, publicKey: createPublicKey(other) });
console.log(secret.toString("hex"), secret.equals(diffieHellman({ privateKey: other, publicKey: createPublicKey(one) })));
console.log(diffieHellman({ privateKey: createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`), publicKey: createPublicKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`) }).toString("base64"));
const pair = () => generateKeyPairSync("dh", { group: "modp14" });
const [first, second] = [pair(), pair()];
console.log(diffieHellman({ privateKey: first.privateKey, publicKey: second.publicKey }).equals(diffieHellman({ privateKey: second.privateKey, publicKey: first.publicKey })));
diffieHellman({ privateKey: one, publicKey: createPublicKey(other) }, (error, bytes) => console.log(error, bytes.length));
tell("kinds", () => diffieHellman({ privateKey: one, publicKey: createPublicKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`) }));
tell("curves", () => diffieHellman({ privateKey: createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`), publicKey: createPublicKey(`-----BEGIN PRIVATE KEY-----
MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBUL1lJf97sCbyhLE+
OpeJsWMmoI5UgLRKXRDv63qqkTWk/a7YpBppfo31S6Dq0l6aoFE47BYpBM/IoAtC
5q76z3ehgYkDgYYABACdLmxQ9DaH5QMrBC/O4UDphPVPvDtNU1gZYWFJhe18z4Xs
KVZwq2JrNPUVNds6lEUhc7mDPcZagpMwt+L5GOr1OgGhFjasNnTm7BOGD3evmpnk
3mSvY34xrLFot5vvIm+2MtuobQ3HphbgCeTpL2TN9YAM9OlqZ1KuvdT4YWG8KzMU
IA==
-----END PRIVATE KEY-----`) }));
tell("missing", () => diffieHellman({ privateKey: one }));
tell("ed25519", () => diffieHellman({ privateKey: createPrivateKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP81D+corbta1DNkTcCVMIz0cICD4+GxlWGWAHzi5wen
-----END PRIVATE KEY-----`), publicKey: createPublicKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIP81D+corbta1DNkTcCVMIz0cICD4+GxlWGWAHzi5wen
-----END PRIVATE KEY-----`) }));
const zero = createPublicKey({ key: Buffer.alloc(32), format: "raw-public", asymmetricKeyType: "x25519" });
tell("zero", () => diffieHellman({ privateKey: one, publicKey: zero }));
