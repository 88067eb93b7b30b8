import { fromHex, hex, join, type Random } from "./bytes.ts";
import { Fields, integer, nothing, octetString, oid, sequence, TAG } from "./der.ts";
import { nodeError, opensslError, unsupported, type QueuedError } from "./failures.ts";
import type { PemBlock } from "./pem.ts";

/** A cipher that keys are encrypted with. */
export interface KeyCipher {
  readonly keyLength: number;
  /** 0: it takes none. */
  readonly ivLength: number;
  readonly mode: string;
  encrypt(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
  /** @throws when the padding is wrong */
  decrypt(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
}

/** What encrypted keys need of the rest of the library. */
export interface KeyTools {
  /** Null for a name that no cipher has. */
  cipher(name: string): KeyCipher | null;
  md5(data: Uint8Array): Uint8Array;
  pbkdf2(hash: string, password: Uint8Array, salt: Uint8Array, rounds: number, length: number): Uint8Array;
  scrypt(password: Uint8Array, salt: Uint8Array, N: number, r: number, p: number, length: number): Uint8Array;
  readonly random: Random;
}

const PBES2 = "1.2.840.113549.1.5.13";
const PBKDF2 = "1.2.840.113549.1.5.12";
const SCRYPT = "1.3.6.1.4.1.11591.4.11";
const rounds = 2048;
const saltLength = 16;
/** The largest password that OpenSSL takes. */
const longest = 1024;

/** Ciphers of PKCS #8, by object identifier. */
const cipherOids: Readonly<Record<string, string>> = {
  "des-ede3-cbc": "1.2.840.113549.3.7",
  "aes-128-ecb": "2.16.840.1.101.3.4.1.1",
  "aes-128-cbc": "2.16.840.1.101.3.4.1.2",
  "aes-128-ofb": "2.16.840.1.101.3.4.1.3",
  "aes-128-cfb": "2.16.840.1.101.3.4.1.4",
  "aes-192-ecb": "2.16.840.1.101.3.4.1.21",
  "aes-192-cbc": "2.16.840.1.101.3.4.1.22",
  "aes-192-ofb": "2.16.840.1.101.3.4.1.23",
  "aes-192-cfb": "2.16.840.1.101.3.4.1.24",
  "aes-256-ecb": "2.16.840.1.101.3.4.1.41",
  "aes-256-cbc": "2.16.840.1.101.3.4.1.42",
  "aes-256-ofb": "2.16.840.1.101.3.4.1.43",
  "aes-256-cfb": "2.16.840.1.101.3.4.1.44",
  "camellia-128-cbc": "1.2.392.200011.61.1.1.1.2",
  "camellia-192-cbc": "1.2.392.200011.61.1.1.1.3",
  "camellia-256-cbc": "1.2.392.200011.61.1.1.1.4",
  "aria-128-cbc": "1.2.410.200046.1.1.2",
  "aria-192-cbc": "1.2.410.200046.1.1.7",
  "aria-256-cbc": "1.2.410.200046.1.1.12",
  "sm4-cbc": "1.2.156.10197.1.104.2",
};

/** Functions of PBKDF2 (RFC 8018, B.1.2), by object identifier. */
const prfs: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.7": "sha1",
  "1.2.840.113549.2.8": "sha224",
  "1.2.840.113549.2.9": "sha256",
  "1.2.840.113549.2.10": "sha384",
  "1.2.840.113549.2.11": "sha512",
  "1.2.840.113549.2.12": "sha512-224",
  "1.2.840.113549.2.13": "sha512-256",
};
const usualPrf = "1.2.840.113549.2.9";

/** Names that OpenSSL has for the same ciphers. */
const shortNames: Readonly<Record<string, string>> = {
  aes128: "aes-128-cbc",
  aes192: "aes-192-cbc",
  aes256: "aes-256-cbc",
  des3: "des-ede3-cbc",
  camellia128: "camellia-128-cbc",
  camellia192: "camellia-192-cbc",
  camellia256: "camellia-256-cbc",
};

export const unknownCipher = () => nodeError("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");

function findCipher(name: string, tools: KeyTools): readonly [string, KeyCipher] {
  const lower = name.toLowerCase();
  const known = shortNames[lower] ?? lower;
  const cipher = tools.cipher(known);
  if (!cipher) throw unknownCipher();
  if (/gcm|ccm|ocb|xts|wrap|poly/.test(cipher.mode)) throw opensslError("0300007A", "cipher parameter error");
  return [known, cipher];
}

/** EncryptedPrivateKeyInfo (RFC 5208, 6) by PBES2. */
export function encryptPkcs8(
  plain: Uint8Array,
  cipherName: string,
  password: Uint8Array,
  tools: KeyTools,
): Uint8Array {
  const [name, cipher] = findCipher(cipherName, tools);
  const identifier = cipherOids[name];
  if (identifier === undefined) throw opensslError("0680006C", "cipher has no object identifier");
  const salt = tools.random(saltLength);
  const iv = tools.random(cipher.ivLength);
  const key = tools.pbkdf2("sha256", password, salt, rounds, cipher.keyLength);
  const derivation = sequence(octetString(salt), integer(rounds), sequence(oid(usualPrf), nothing()));
  const scheme = sequence(
    oid(PBES2),
    sequence(
      sequence(oid(PBKDF2), derivation),
      sequence(oid(identifier), cipher.ivLength > 0 ? octetString(iv) : nothing()),
    ),
  );
  return sequence(scheme, octetString(cipher.encrypt(key, iv, plain)));
}

const interrupted: QueuedError = ["07880109", "interrupted or cancelled"];
const noPassword: QueuedError = ["04800068", "bad password read"];

/** What Node says where a password is needed and there is none. */
const missingPassphrase = () =>
  Object.assign(new TypeError("Passphrase required for encrypted key"), { code: "ERR_MISSING_PASSPHRASE" });

const unreadable = (queue: readonly QueuedError[]) =>
  opensslError("07880109", "interrupted or cancelled", [noPassword, ...queue]);

const provider: readonly QueuedError[] = [
  interrupted,
  ["1C80009F", "unable to get passphrase"],
  interrupted,
  interrupted,
];

const badDecrypt: QueuedError = ["1C800064", "bad decrypt"];

/** @throws as OpenSSL does without a password, with one that is too long, and with a wrong one; `pem`: it stood in PEM */
export function decryptPkcs8(
  bytes: Uint8Array,
  password: Uint8Array | null,
  tools: KeyTools,
  pem: boolean,
): Uint8Array {
  const fields = Fields.of(bytes);
  const scheme = fields.sequence();
  const data = fields.octets();
  if (scheme.oid() !== PBES2) throw opensslError("0308010C", "unsupported");
  if (!password && !pem) throw missingPassphrase();
  if (!password || password.length > longest) throw unreadable(provider);
  const parameters = scheme.sequence();
  const derivation = parameters.sequence();
  const encryption = parameters.sequence();
  const identifier = encryption.oid();
  const name = Object.entries(cipherOids).find(([, known]) => known === identifier)?.[0];
  const cipher = name === undefined ? null : tools.cipher(name);
  if (!cipher) throw opensslError("0308010C", "unsupported");
  const iv = encryption.optional(TAG.octetString)?.content ?? new Uint8Array(0);
  const key = deriveKey(derivation, password, cipher.keyLength, tools);
  try {
    return cipher.decrypt(key, iv, data);
  } catch {
    // Which byte of the padding was wrong is of no interest: the password was.
    const cipherFinal: QueuedError = ["11800074", "pkcs12 cipherfinal error"];
    const queue = [cipherFinal, badDecrypt];
    throw opensslError("1C800064", "bad decrypt", pem ? [...queue, ...queue] : queue);
  }
}

function deriveKey(derivation: Fields, password: Uint8Array, length: number, tools: KeyTools): Uint8Array {
  const kind = derivation.oid();
  const fields = derivation.sequence();
  const salt = fields.octets();
  const cost = Number(fields.integer());
  if (kind === SCRYPT)
    return tools.scrypt(password, salt, cost, Number(fields.integer()), Number(fields.integer()), length);
  if (kind !== PBKDF2) throw unsupported();
  fields.optional(TAG.integer);
  const prf = fields.next ? prfs[fields.sequence().oid()] : "sha1";
  if (prf === undefined) throw unsupported();
  return tools.pbkdf2(prf, password, salt, cost, length);
}

/** The key of PEM's own encryption: MD5 over and over (OpenSSL's `EVP_BytesToKey`). */
function pemKey(password: Uint8Array, salt: Uint8Array, length: number, tools: KeyTools): Uint8Array {
  let block: Uint8Array = new Uint8Array(0);
  const parts: Uint8Array[] = [];
  for (let got = 0; got < length; got += block.length) {
    block = tools.md5(join(block, password, salt));
    parts.push(block);
  }
  return join(...parts).slice(0, length);
}

const pemSalt = 8;

/** A block of PEM, encrypted as RFC 1421 has it. */
export function encryptPem(
  label: string,
  plain: Uint8Array,
  cipherName: string,
  password: Uint8Array,
  tools: KeyTools,
): PemBlock {
  const [name, cipher] = findCipher(cipherName, tools);
  if (cipher.ivLength === 0) throw opensslError("04800071", "unsupported cipher");
  const iv = tools.random(cipher.ivLength);
  const key = pemKey(password, iv.subarray(0, pemSalt), cipher.keyLength, tools);
  return {
    label,
    headers: { "Proc-Type": "4,ENCRYPTED", "DEK-Info": `${name.toUpperCase()},${hex(iv).toUpperCase()}` },
    bytes: cipher.encrypt(key, iv, plain),
  };
}

export function isEncryptedPem({ headers }: PemBlock): boolean {
  return headers["Proc-Type"]?.includes("ENCRYPTED") ?? false;
}

/** @throws as OpenSSL does without a password, with one that is too long, and with a wrong one */
export function decryptPem(
  { headers, bytes }: PemBlock,
  password: Uint8Array | null,
  tools: KeyTools,
): Uint8Array {
  const [name = "", salt = ""] = (headers["DEK-Info"] ?? "").split(",");
  const cipher = tools.cipher(name.trim().toLowerCase());
  if (!cipher) throw opensslError("04800072", "unsupported encryption");
  if (!password || password.length > longest) throw unreadable([interrupted, interrupted]);
  const iv = fromHex(salt.trim());
  const key = pemKey(password, iv.subarray(0, pemSalt), cipher.keyLength, tools);
  try {
    return cipher.decrypt(key, iv, bytes);
  } catch {
    // As above: the password was wrong.
    throw opensslError("1C800064", "bad decrypt", [["04800065", "bad decrypt"], badDecrypt]);
  }
}
