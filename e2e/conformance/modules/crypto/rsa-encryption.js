function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { constants, createPublicKey, privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt } = require("node:crypto");
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
const text = Buffer.from("short text");
for (const options of [{}, { oaepHash: "sha256" }, { oaepHash: "sha512-256", oaepLabel: Buffer.from("label") }, { padding: constants.RSA_PKCS1_PADDING }])
  console.log(options, String(privateDecrypt({ key, ...options }, publicEncrypt({ key: shown, ...options }, text))));
console.log(privateEncrypt(key, text).toString("base64"), String(publicDecrypt(shown, privateEncrypt(key, text))));
const raw = publicEncrypt({ key: shown, padding: constants.RSA_NO_PADDING }, Buffer.alloc(128, 1));
console.log(raw.toString("hex"), privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, raw).equals(Buffer.alloc(128, 1)));
tell("long", () => publicEncrypt(shown, Buffer.alloc(87)));
tell("raw short", () => publicEncrypt({ key: shown, padding: constants.RSA_NO_PADDING }, text));
tell("garbage", () => privateDecrypt(key, Buffer.alloc(128, 1)));
tell("label", () => privateDecrypt({ key, oaepLabel: Buffer.from("other") }, publicEncrypt(shown, text)));
tell("hash", () => publicEncrypt({ key: shown, oaepHash: "none" }, text));
tell("recover", () => publicDecrypt(shown, Buffer.alloc(128, 1)));
tell("kind", () => publicEncrypt(createPublicKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`), text));
tell("rejected", () => privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.alloc(128, 1)).toString("hex"));
