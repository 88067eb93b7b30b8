const { createPublicKey, createSign, createVerify, sign, verify, constants } = require("node:crypto");
const key = `-----BEGIN PRIVATE KEY-----
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
-----END PRIVATE KEY-----`;
const shown = createPublicKey(key);
for (const name of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-256", "sha3-256", "ripemd160", "RSA-SHA256", "md5-sha1"]) {
  const signature = createSign(name).update("some ").update("text").sign(key, "base64");
  console.log(name, signature, createVerify(name).update("some text").verify(shown, signature, "base64"));
}
console.log(sign(null, Buffer.from("x"), key).equals(sign("sha256", Buffer.from("x"), key)));
const padding = constants.RSA_PKCS1_PSS_PADDING;
for (const saltLength of [0, 20, constants.RSA_PSS_SALTLEN_DIGEST, constants.RSA_PSS_SALTLEN_MAX_SIGN, undefined]) {
  const signature = sign("sha256", Buffer.from("x"), { key, padding, saltLength });
  console.log(saltLength, [0, 20, 32, 94, constants.RSA_PSS_SALTLEN_AUTO].map((length) => verify("sha256", Buffer.from("x"), { key: shown, padding, saltLength: length }, signature)));
}
console.log(sign("sha256", Buffer.from("x"), { key, padding, saltLength: 0 }).toString("hex"));
