async function tell(label, work) {
  try {
    console.log(label, await work());
  } catch (error) {
    console.log(label, error.name, error.message, error.cause?.code ?? error.code);
  }
}

const { subtle } = globalThis.crypto;
const wrapping = await subtle.importKey("raw", Buffer.from("000102030405060708090a0b0c0d0e0f", "hex"), "AES-KW", true, ["wrapKey", "unwrapKey"]);
const inner = await subtle.importKey("raw", new Uint8Array(24).fill(1), "AES-CTR", true, ["encrypt"]);
const wrapped = await subtle.wrapKey("raw", inner, wrapping, "AES-KW");
console.log(Buffer.from(wrapped).toString("hex"));
const back = await subtle.unwrapKey("raw", wrapped, wrapping, "AES-KW", "AES-CTR", true, ["decrypt"]);
console.log(back, Buffer.from(await subtle.exportKey("raw", back)).toString("hex"));
const damaged = new Uint8Array(wrapped);
damaged[3] ^= 1;
await tell("damaged", () => subtle.unwrapKey("raw", damaged, wrapping, "AES-KW", "AES-CTR", true, ["decrypt"]));
await tell("encrypt", () => subtle.encrypt("AES-KW", wrapping, new Uint8Array(16)));
const gcm = await subtle.importKey("raw", new Uint8Array(16), "AES-GCM", true, ["wrapKey", "unwrapKey"]);
const algorithm = { name: "AES-GCM", iv: new Uint8Array(12) };
const jwk = await subtle.wrapKey("jwk", inner, gcm, algorithm);
console.log((await subtle.unwrapKey("jwk", jwk, gcm, algorithm, "AES-CTR", false, ["encrypt"])).extractable);
