function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const { createPublicKey, createPrivateKey, createSign, createVerify, sign, verify } = require("node:crypto");
const rsa = createPrivateKey(`-----BEGIN PRIVATE KEY-----
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
const pss = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIICqwIBADBBBgkqhkiG9w0BAQowNKAPMA0GCWCGSAFlAwQCAQUAoRwwGgYJKoZI
hvcNAQEIMA0GCWCGSAFlAwQCAQUAogMCASAEggJhMIICXQIBAAKBgQC8IvXx4wfi
iz/9fIZcHPijMgnmruO3xkdVDxGckHyaRWh6fRgB4Bg7Bb1ZLS7wYYZYzAb8L+1M
F1QcMLp2qcokWSzFqRlR2RlUCCSDplISqMnMqrylbfnG14IIpwKnBEZalunSCpC6
JdIBNmCuq73GfHbXCbktOcdWy0I59DAlUQIDAQABAoGAJwwSg6udHVXNaC0KLeAN
csGV8Hzn4mKSt4KzIw2R7urs7k88RldecBGW5QVNsrJrEc72vCyuUZad7GPor2w5
+cnnFy7ndV9Lcra3Wi8aT4Eky8Nq97jb8vIo7t/kI6jp4TrYhNpa2rFvyIX8lq/b
E9u1i+ayXBCqMN4tx5YcNAECQQDua8LCxZbC72kCVJesvPWka0FlM1ZK8TB/FOqP
ImGtZq6MFy6yXIR6Wb2YcK16tUKzEcWTrK+GN6LNITu6c+5hAkEAygIStZG4oC4F
VL7HJyg0el6tcjP98oUSTAG+lMoIfac1AZFV7+egh1MwH3qM6JPoH8sVhZb/W3AO
LMEpg+488QJBAOpkys6NTpBKqmP+IjdSdfS09U+2zslSoSjuuUMKvBircEKNr/zt
89gNTdYGQKb4eKBvglySUuWS4NzmJUBDJUECQAjMClCJ5gZjuqu0GywjXhWuJdOB
XB/Bl8hjkw8btT7zlyVYVOu7pIwAHWphhd1jA4rO50MIDlrHCHb+enZaW6ECQQCH
6hajtQwRCQEDfybdrrj3SoA0EuOE2lA1nUplwcojnpXu93nWoReR+kxuT2coLeZu
zpRkQDEjDj9urDgcR6m2
-----END PRIVATE KEY-----`);
tell("name", () => createSign("none"));
tell("verify name", () => createVerify("none"));
tell("one shot", () => sign("none", Buffer.alloc(1), rsa));
tell("no key", () => createSign("sha256").sign());
tell("public", () => sign("sha256", Buffer.alloc(1), createPublicKey(rsa)));
tell("padding", () => sign("sha256", Buffer.alloc(1), { key: rsa, padding: 3 }));
tell("oaep", () => sign("sha256", Buffer.alloc(1), { key: rsa, padding: 4 }));
tell("salt", () => sign("sha256", Buffer.alloc(1), { key: rsa, padding: 6, saltLength: 1000 }));
tell("shake", () => sign("shake128", Buffer.alloc(1), rsa));
tell("pss digest", () => sign("sha512", Buffer.alloc(1), pss));
tell("pss salt", () => sign("sha256", Buffer.alloc(1), { key: pss, saltLength: 3 }));
tell("pss padding", () => sign("sha256", Buffer.alloc(1), { key: pss, padding: 1 }));
tell("x25519", () => sign(null, Buffer.alloc(1), `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEILB0akB8TJDx7p6nx8QR6ezAegHU0qdJwX8EgrSnbF1n
-----END PRIVATE KEY-----`));
tell("encoding", () => sign("sha256", Buffer.alloc(1), { key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLDjt353cGVYN5Dnd
Vy4tgWNy0vQm3SGofcJ3NtGYadChRANCAAQyEh8+N/2SZK00YaIeGtXSlomf4xTO
ZUgpe+uxwK61wKkg6UwwymZFZtncwAcstPGkNiOMIMqVjLOABaEedVv3
-----END PRIVATE KEY-----`, dsaEncoding: "raw" }));
tell("wrong kind", () => verify("sha256", Buffer.alloc(1), rsa, Buffer.alloc(5)));
tell("works", () => verify("sha256", Buffer.alloc(1), createPublicKey(pss), sign("sha256", Buffer.alloc(1), pss)));
