// flags: --no-warnings
async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const hex = (bits) => Buffer.from(bits).toString("hex");
const text = new TextEncoder().encode("text");
for (const name of ["SHA3-256", "SHA3-512"]) console.log(name, hex(await subtle.digest(name, text)));
console.log(hex(await subtle.digest({ name: "cSHAKE128", outputLength: 128 }, text)));
console.log(hex(await subtle.digest({ name: "cSHAKE256", outputLength: 256, customization: text }, text)));
console.log(hex(await subtle.digest({ name: "TurboSHAKE128", outputLength: 128 }, text)), hex(await subtle.digest({ name: "KT128", outputLength: 128 }, text)));
const kmac = await subtle.importKey("raw-secret", new Uint8Array(32).fill(7), "KMAC256", true, ["sign", "verify"]);
const code = await subtle.sign({ name: "KMAC256", outputLength: 256 }, kmac, text);
console.log(hex(code), await subtle.verify({ name: "KMAC256", outputLength: 256 }, kmac, code, text));
const chacha = await subtle.importKey("raw-secret", new Uint8Array(32).fill(1), "ChaCha20-Poly1305", true, ["encrypt", "decrypt"]);
const sealed = await subtle.encrypt({ name: "ChaCha20-Poly1305", iv: new Uint8Array(12) }, chacha, text);
console.log(hex(sealed), hex(await subtle.decrypt({ name: "ChaCha20-Poly1305", iv: new Uint8Array(12) }, chacha, sealed)));
const ocb = await subtle.importKey("raw-secret", new Uint8Array(16), "AES-OCB", true, ["encrypt"]);
console.log(hex(await subtle.encrypt({ name: "AES-OCB", iv: new Uint8Array(12) }, ocb, text)));
const dsa = await subtle.importKey("raw-seed", new Uint8Array(32).fill(2), "ML-DSA-44", true, ["sign"]);
console.log(dsa, (await subtle.sign("ML-DSA-44", dsa, text)).byteLength);
const kem = await subtle.generateKey("ML-KEM-512", true, ["encapsulateBits", "decapsulateBits"]);
const { sharedKey, ciphertext } = await subtle.encapsulateBits("ML-KEM-512", kem.publicKey);
console.log(ciphertext.byteLength, hex(sharedKey) === hex(await subtle.decapsulateBits("ML-KEM-512", kem.privateKey, ciphertext)));
console.log(SubtleCrypto.supports("encrypt", "AES-GCM"), SubtleCrypto.supports("digest", "SHA3-256"), SubtleCrypto.supports("sign", "XYZ"));
