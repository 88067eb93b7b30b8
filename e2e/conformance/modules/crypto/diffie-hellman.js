function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createDiffieHellman, createDiffieHellmanGroup, getDiffieHellman } = require("node:crypto");
const alice = getDiffieHellman("modp5");
const bob = createDiffieHellman(alice.getPrime(), alice.getGenerator());
alice.generateKeys();
bob.setPrivateKey(Buffer.alloc(24, 7));
bob.generateKeys();
console.log(bob.getPublicKey("hex"), alice.computeSecret(bob.getPublicKey()).equals(bob.computeSecret(alice.getPublicKey())));
console.log(alice.verifyError, bob.verifyError, alice.getGenerator("hex"), typeof alice.setPrivateKey);
for (const name of ["modp1", "modp2", "modp14", "modp15", "modp16", "modp17", "modp18"]) console.log(name, createDiffieHellmanGroup(name).getPrime("base64").slice(-40));
tell("group", () => getDiffieHellman("modp3"));
tell("size", () => createDiffieHellman(1));
tell("generator", () => createDiffieHellman(Buffer.alloc(8, 7), 1));
tell("no key", () => getDiffieHellman("modp14").getPublicKey());
tell("small", () => alice.computeSecret(Buffer.from([1])));
tell("large", () => alice.computeSecret(alice.getPrime()));
tell("prime", () => createDiffieHellman(null));
