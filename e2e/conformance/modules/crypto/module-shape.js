const crypto = require("node:crypto");
for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(crypto)))
  console.log(name, typeof (value.value ?? value.get), value.enumerable, typeof value.value === "function" ? value.value.length : "");
console.log(crypto.constants);
console.log(crypto.getHashes().length, crypto.getCiphers === require("crypto").getCiphers, crypto.getFips(), crypto.secureHeapUsed());
