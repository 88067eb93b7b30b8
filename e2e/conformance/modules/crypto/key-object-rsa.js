const { createPrivateKey, createPublicKey } = require("node:crypto");
const key = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAKSMctQcDiJl2y8z
nzpIWtppOqPfGWJFrfhmljOIMNpvydx5fXJok3gs9YnwKq2vG5VPNBuKkrNEAHaG
kVqrcgzdx2o596KNQAyvFhLkpcUX6sPWCFI607ZQHvWOQLOYvv5i/xdDWMG2fxOP
BSz2FXvG3l+eMIwtbf+PWx0DZ+txAgMBAAECgYASyHl/Hui6InhfrfvaElJUpjhs
ZlYmcp/GQCebIEu7U5FuWmvoeGmFCVTJ9yFYDCoQ5Calki7mybdn0DqdZ/6vrFq0
8+lEbxaG/jHNaUOu9kbVBytFA3xXMr9OTLusJyhKtUTxvkJ2F1R6bClMGcKjSy3v
pToCxF5X0ewxPpBr8QJBANpkEzFII3+245QrSj1EbLzmoMZ1K0Uv1KgvsYRXh0y7
qRiPIeihk27kfQTr5Eo8inqlEh1XO/kezHxTlhk/YnUCQQDA4rJHD6SLvZU3OV3R
DpfnSoRh7qZ4wlkddpH01Q45LUHeaqdk5/duoSHuEKbGPXHnIUlJ5z22aP61ZyqQ
K82NAkEAsR0EK62TjJooSxwoozOA9Fod/ZU8uGmoD5ZOY0QRKHvxEUfTejS/uul3
MqyUglhC/mAtJrp+mvUNZa7sRiGPmQJBAKUreu5O/uCK35QCk8vJa1qr/OC/s94E
zrrkJeg56YwcrSMAwYcu/DrH0H5D1Aw94aPCZTfbxITHNBWy2kfKuqECQErDPPDP
Nh/Zh1m1kkIYO6zG6VMSwuEKMIeUeseoNFBMcUH8NRpSAPjeMZUIQWVTL5Gh0/lS
8Pnug9LwR08tzCg=
-----END PRIVATE KEY-----`);
const shown = createPublicKey(key);
console.log(key.type, key.asymmetricKeyType, key.asymmetricKeyDetails, shown.type);
console.log(shown.export({ type: "spki", format: "pem" }) + shown.export({ type: "pkcs1", format: "pem" }) + key.export({ type: "pkcs1", format: "pem" }));
console.log(key.export({ type: "pkcs8", format: "der" }).length, key.export({ format: "jwk" }));
console.log(createPrivateKey({ key: key.export({ type: "pkcs1", format: "der" }), format: "der", type: "pkcs1" }).equals(key));
console.log(createPublicKey({ key: shown.export({ format: "jwk" }), format: "jwk" }).equals(shown));
for (const cipher of ["aes-128-cbc", "aes-256-cbc", "des-ede3-cbc", "aes-192-ofb"])
  for (const type of ["pkcs1", "pkcs8"]) {
    const pem = key.export({ type, format: "pem", cipher, passphrase: "top secret" });
    console.log(cipher, pem.split("\n", 2)[1].length, createPrivateKey({ key: pem, passphrase: "top secret" }).equals(key));
  }
