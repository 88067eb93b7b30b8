async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const hex = (bits) => Buffer.from(bits).toString("hex");
const password = await subtle.importKey("raw", Buffer.from("password"), "PBKDF2", false, ["deriveBits", "deriveKey"]);
const pbkdf2 = { name: "PBKDF2", hash: "SHA-256", salt: Buffer.from("salt"), iterations: 10 };
console.log(hex(await subtle.deriveBits(pbkdf2, password, 160)));
const aes = await subtle.deriveKey(pbkdf2, password, { name: "AES-GCM", length: 128 }, true, ["encrypt"]);
console.log(aes.algorithm, hex(await subtle.exportKey("raw", aes)));
const secret = await subtle.importKey("raw", Buffer.from("key material"), "HKDF", false, ["deriveBits", "deriveKey"]);
const hkdf = { name: "HKDF", hash: "SHA-512", salt: new Uint8Array(0), info: Buffer.from("info") };
console.log(hex(await subtle.deriveBits(hkdf, secret, 256)));
const mac = await subtle.deriveKey(hkdf, secret, { name: "HMAC", hash: "SHA-1" }, true, ["sign"]);
console.log(mac.algorithm, (await subtle.exportKey("raw", mac)).byteLength);
await tell("iterations", () => subtle.deriveBits({ ...pbkdf2, iterations: 0 }, password, 8));
await tell("length", () => subtle.deriveBits(hkdf, secret, 7));
await tell("none", () => subtle.deriveBits(hkdf, secret, null));
await tell("extractable", () => subtle.importKey("raw", Buffer.from("x"), "PBKDF2", true, ["deriveBits"]));
