const { getCipherInfo, getCiphers } = require("node:crypto");
for (const name of ["aes-128-cbc", "AES256", "aes-128-gcm", "id-aes192-CCM", "aes-256-ocb", "chacha20-poly1305", "chacha20", "des-ede3", "aes128-wrap", "aes-256-xts", 419, 895])
  console.log(name, getCipherInfo(name));
console.log(getCipherInfo("nothing"), getCipherInfo("aes-128-cbc", { keyLength: 17 }), getCipherInfo("aes-128-cbc", { ivLength: 12 }));
console.log(getCipherInfo("aes-128-gcm", { ivLength: 20 }), getCipherInfo("aes-128-ccm", { ivLength: 7 }), getCipherInfo("aes-128-ccm", { ivLength: 6 }));
console.log(getCiphers().filter((name) => name.startsWith("aes")));
