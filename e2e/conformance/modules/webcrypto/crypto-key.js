const { subtle } = globalThis.crypto;
const { KeyObject, createSecretKey, webcrypto } = require("node:crypto");
console.log(webcrypto === globalThis.crypto, webcrypto.subtle === subtle, Object.prototype.toString.call(crypto), CryptoKey.name);
(async () => {
  const key = await subtle.importKey("raw", new Uint8Array(16), "AES-CBC", true, ["decrypt", "encrypt"]);
  console.log(key, key instanceof CryptoKey, key.usages === key.usages, key.algorithm === key.algorithm, Object.keys(key), Object.prototype.toString.call(key));
  const object = KeyObject.from(key);
  console.log(object.type, object.symmetricKeySize, createSecretKey(Buffer.alloc(16)).equals(object));
  console.log(createSecretKey(Buffer.alloc(32)).toCryptoKey("AES-GCM", false, ["encrypt"]));
  for (const work of [() => new CryptoKey(), () => new SubtleCrypto(), () => new Crypto(), () => CryptoKey.prototype.type, () => subtle.digest.call({}, "SHA-1", new Uint8Array(1))])
    try {
      console.log(await work());
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
})();
