import type { Vendor } from "../../vendor.ts";

type Hashes = Vendor["hashes"];

/** A hash function of the library, by its name there. */
export type HashName =
  | "md5"
  | "ripemd160"
  | "sha1"
  | "sha224"
  | "sha256"
  | "sha384"
  | "sha512"
  | "sha512_224"
  | "sha512_256"
  | "sha3_224"
  | "sha3_256"
  | "sha3_384"
  | "sha3_512"
  | "shake128"
  | "shake256"
  | "blake2b"
  | "blake2s"
  | "md5sha1"
  | "sm3";

/** A running hash. */
export interface RunningHash {
  update(bytes: Uint8Array): RunningHash;
  digest(): Uint8Array;
  /** Of extendable functions: this many bytes. */
  xof?(length: number): Uint8Array;
  clone(): RunningHash;
}

export interface Digest {
  readonly name: HashName;
  /** OpenSSL's name of it. */
  readonly title: string;
  /** In bytes; for an extendable function, what OpenSSL gives when no length is asked for. */
  readonly length: number;
  readonly extendable: boolean;
}

const titles: Partial<Record<HashName, string>> = {
  blake2b: "blake2b512",
  blake2s: "blake2s256",
  md5sha1: "md5-sha1",
};

const digest = (name: HashName, length: number, extendable = false): Digest => ({
  name,
  title: titles[name] ?? name.replace("_", "-"),
  length,
  extendable,
});

/** OpenSSL's names of each digest, the ones that `crypto.getHashes` lists. */
const listed: ReadonlyArray<readonly [Digest, readonly string[]]> = [
  [digest("md5", 16), ["RSA-MD5", "md5", "md5WithRSAEncryption", "ssl3-md5"]],
  [digest("ripemd160", 20), ["RSA-RIPEMD160", "ripemd", "ripemd160", "ripemd160WithRSA", "rmd160"]],
  [digest("sha1", 20), ["RSA-SHA1", "RSA-SHA1-2", "sha1", "sha1WithRSAEncryption", "ssl3-sha1"]],
  [digest("sha224", 28), ["RSA-SHA224", "sha224", "sha224WithRSAEncryption"]],
  [digest("sha256", 32), ["RSA-SHA256", "sha256", "sha256WithRSAEncryption"]],
  [digest("sha384", 48), ["RSA-SHA384", "sha384", "sha384WithRSAEncryption"]],
  [digest("sha512", 64), ["RSA-SHA512", "sha512", "sha512WithRSAEncryption"]],
  [digest("sha512_224", 28), ["RSA-SHA512/224", "sha512-224", "sha512-224WithRSAEncryption"]],
  [digest("sha512_256", 32), ["RSA-SHA512/256", "sha512-256", "sha512-256WithRSAEncryption"]],
  [digest("sha3_224", 28), ["RSA-SHA3-224", "id-rsassa-pkcs1-v1_5-with-sha3-224", "sha3-224"]],
  [digest("sha3_256", 32), ["RSA-SHA3-256", "id-rsassa-pkcs1-v1_5-with-sha3-256", "sha3-256"]],
  [digest("sha3_384", 48), ["RSA-SHA3-384", "id-rsassa-pkcs1-v1_5-with-sha3-384", "sha3-384"]],
  [digest("sha3_512", 64), ["RSA-SHA3-512", "id-rsassa-pkcs1-v1_5-with-sha3-512", "sha3-512"]],
  [digest("shake128", 16, true), ["shake128"]],
  [digest("shake256", 32, true), ["shake256"]],
  [digest("blake2b", 64), ["blake2b512"]],
  [digest("blake2s", 32), ["blake2s256"]],
  [digest("md5sha1", 36), ["md5-sha1"]],
  [digest("sm3", 32), ["RSA-SM3", "sm3", "sm3WithRSAEncryption"]],
];

/** Further names that OpenSSL 3 takes. */
const aliases: Readonly<Record<string, string>> = {
  "sha-1": "sha1",
  "sha-224": "sha224",
  "sha-256": "sha256",
  "sha-384": "sha384",
  "sha-512": "sha512",
  "sha2-224": "sha224",
  "sha2-256": "sha256",
  "sha2-384": "sha384",
  "sha2-512": "sha512",
  "sha-512/224": "sha512-224",
  "sha-512/256": "sha512-256",
  "sha2-512/224": "sha512-224",
  "sha2-512/256": "sha512-256",
  "sha512/224": "sha512-224",
  "sha512/256": "sha512-256",
  "ripemd-160": "ripemd160",
  "shake-128": "shake128",
  "shake-256": "shake256",
  "blake2b-512": "blake2b512",
  "blake2s-256": "blake2s256",
};

const byName = new Map(
  listed.flatMap(([found, names]) => names.map((name) => [name.toLowerCase(), found] as const)),
);

/** Names from before OpenSSL 1.1 that Node still takes, in these two spellings only. */
const legacyNames: ReadonlySet<string> = new Set(["dss1", "DSS1"]);

/** The digest that OpenSSL knows by `name`, in any case. */
export function findDigest(name: string): Digest | undefined {
  if (legacyNames.has(name)) return byName.get("sha1");
  const lower = name.toLowerCase();
  return byName.get(lower) ?? byName.get(aliases[lower] ?? "");
}

/** As `crypto.getHashes` lists them. */
export function digestNames(): string[] {
  return listed.flatMap(([, names]) => names).toSorted((a, b) => (a < b ? -1 : 1));
}

/** Starts a hash; `length` is the output's in bytes and only for extendable functions other than the usual. */
export function startHash(hashes: Hashes, { name, extendable }: Digest, length: number): RunningHash {
  if (extendable) {
    const extended = name === "shake128" ? hashes.shake128 : hashes.shake256;
    return extended.create({ dkLen: length });
  }
  return hashes[name].create();
}
