import { unavailable } from "./failures.ts";

/** Classes of the native binding that need public keys, certificates or sums that no library here does. */
const classes: Readonly<Record<string, string>> = {
  Sign: "Signing with a private key",
  Verify: "Verifying with a public key",
  SignJob: "Signing with a private key",
  DiffieHellman: "Diffie-Hellman",
  DiffieHellmanGroup: "Diffie-Hellman",
  ECDH: "ECDH",
  DhKeyPairGenJob: "Making Diffie-Hellman keys",
  DsaKeyPairGenJob: "Making DSA keys",
  EcKeyPairGenJob: "Making EC keys",
  NidKeyPairGenJob: "Making Ed25519, X25519 and like keys",
  RsaKeyPairGenJob: "Making RSA keys",
  DHBitsJob: "Diffie-Hellman",
  DHKeyExportJob: "Diffie-Hellman",
  ECKeyExportJob: "Elliptic-curve cryptography",
  RSAKeyExportJob: "RSA",
  RSACipherJob: "RSA",
  KEMEncapsulateJob: "Key encapsulation",
  KEMDecapsulateJob: "Key encapsulation",
  KmacJob: "KMAC",
  CShakeJob: "cSHAKE with a name or customization",
  TurboShakeJob: "TurboSHAKE",
  KangarooTwelveJob: "KangarooTwelve",
  SecureContext: "TLS",
};

const functions: Readonly<Record<string, string>> = {
  publicEncrypt: "Encrypting with a public key",
  privateDecrypt: "Decrypting with a private key",
  privateEncrypt: "Encrypting with a private key",
  publicDecrypt: "Decrypting with a public key",
  ECDHConvertKey: "ECDH",
  parseX509: "Reading certificates",
};

/** What public-key cryptography consists of: each part says that it is not here, rather than doing nothing. */
export function unavailableParts(): Record<string, unknown> {
  const parts: Record<string, unknown> = {};
  for (const [name, what] of Object.entries(classes))
    parts[name] = {
      [name]: class {
        constructor() {
          throw unavailable(what);
        }
      },
    }[name];
  for (const [name, what] of Object.entries(functions))
    parts[name] = () => {
      throw unavailable(what);
    };
  return parts;
}
