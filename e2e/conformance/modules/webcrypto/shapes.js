for (const Class of [Crypto, SubtleCrypto, CryptoKey]) {
  console.log(Class.name, Class.length, Object.getOwnPropertyNames(Class).sort());
  for (const [name, entry] of Object.entries(Object.getOwnPropertyDescriptors(Class.prototype)))
    console.log(" ", name, entry.enumerable, entry.configurable, typeof entry.value, entry.value?.length, typeof entry.get);
}
console.log(Object.getOwnPropertyDescriptor(globalThis, "crypto"), crypto);
console.log(require("node:crypto").webcrypto.constructor === Crypto, require("node:crypto").getRandomValues !== crypto.getRandomValues);
