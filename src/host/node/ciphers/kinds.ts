/** How a cipher is applied to messages, as `crypto.getCipherInfo` calls it. */
export type ModeName =
  "cbc" | "ccm" | "cfb" | "ctr" | "ecb" | "gcm" | "ocb" | "ofb" | "stream" | "wrap" | "xts";

export interface CipherKind {
  /** OpenSSL's name, in lower case. */
  readonly name: string;
  readonly mode: ModeName;
  /** OpenSSL's number. */
  readonly nid: number;
  /** In bytes, as the others. */
  readonly keyLength: number;
  /** Null: the cipher takes none. */
  readonly ivLength: number | null;
  /** Null: nothing is told. */
  readonly blockSize: number | null;
}

/** `name mode nid key iv block names`, one cipher a line. */
const table = `
aes-128-cbc cbc 419 16 16 16 aes-128-cbc,aes128
aes-128-cbc-hmac-sha1 cbc 916 16 16 16 aes-128-cbc-hmac-sha1
aes-128-cbc-hmac-sha256 cbc 948 16 16 16 aes-128-cbc-hmac-sha256
id-aes128-ccm ccm 896 16 12 1 aes-128-ccm,id-aes128-CCM
aes-128-cfb cfb 421 16 16 1 aes-128-cfb
aes-128-cfb1 cfb 650 16 16 1 aes-128-cfb1
aes-128-cfb8 cfb 653 16 16 1 aes-128-cfb8
aes-128-ctr ctr 904 16 16 1 aes-128-ctr
aes-128-ecb ecb 418 16 - 16 aes-128-ecb
id-aes128-gcm gcm 895 16 12 1 aes-128-gcm,id-aes128-GCM
aes-128-ocb ocb 958 16 12 16 aes-128-ocb
aes-128-ofb ofb 420 16 16 1 aes-128-ofb
aes-128-xts xts 913 32 16 1 aes-128-xts
aes-192-cbc cbc 423 24 16 16 aes-192-cbc,aes192
id-aes192-ccm ccm 899 24 12 1 aes-192-ccm,id-aes192-CCM
aes-192-cfb cfb 425 24 16 1 aes-192-cfb
aes-192-cfb1 cfb 651 24 16 1 aes-192-cfb1
aes-192-cfb8 cfb 654 24 16 1 aes-192-cfb8
aes-192-ctr ctr 905 24 16 1 aes-192-ctr
aes-192-ecb ecb 422 24 - 16 aes-192-ecb
id-aes192-gcm gcm 898 24 12 1 aes-192-gcm,id-aes192-GCM
aes-192-ocb ocb 959 24 12 16 aes-192-ocb
aes-192-ofb ofb 424 24 16 1 aes-192-ofb
aes-256-cbc cbc 427 32 16 16 aes-256-cbc,aes256
aes-256-cbc-hmac-sha1 cbc 918 32 16 16 aes-256-cbc-hmac-sha1
aes-256-cbc-hmac-sha256 cbc 950 32 16 16 aes-256-cbc-hmac-sha256
id-aes256-ccm ccm 902 32 12 1 aes-256-ccm,id-aes256-CCM
aes-256-cfb cfb 429 32 16 1 aes-256-cfb
aes-256-cfb1 cfb 652 32 16 1 aes-256-cfb1
aes-256-cfb8 cfb 655 32 16 1 aes-256-cfb8
aes-256-ctr ctr 906 32 16 1 aes-256-ctr
aes-256-ecb ecb 426 32 - 16 aes-256-ecb
id-aes256-gcm gcm 901 32 12 1 aes-256-gcm,id-aes256-GCM
aes-256-ocb ocb 960 32 12 16 aes-256-ocb
aes-256-ofb ofb 428 32 16 1 aes-256-ofb
aes-256-xts xts 914 64 16 1 aes-256-xts
id-aes128-wrap wrap 788 16 8 8 aes128-wrap,id-aes128-wrap
id-aes128-wrap-pad wrap 897 16 4 8 aes128-wrap-pad,id-aes128-wrap-pad
id-aes192-wrap wrap 789 24 8 8 aes192-wrap,id-aes192-wrap
id-aes192-wrap-pad wrap 900 24 4 8 aes192-wrap-pad,id-aes192-wrap-pad
id-aes256-wrap wrap 790 32 8 8 aes256-wrap,id-aes256-wrap
id-aes256-wrap-pad wrap 903 32 4 8 aes256-wrap-pad,id-aes256-wrap-pad
chacha20 stream 1019 32 16 - chacha20
chacha20-poly1305 stream 1018 32 12 - chacha20-poly1305
des-ede ecb 32 16 - 8 des-ede,des-ede-ecb
des-ede-cbc cbc 43 16 8 8 des-ede-cbc
des-ede-cfb cfb 60 16 8 1 des-ede-cfb
des-ede-ofb ofb 62 16 8 1 des-ede-ofb
des-ede3 ecb 33 24 - 8 des-ede3,des-ede3-ecb
des-ede3-cbc cbc 44 24 8 8 des-ede3-cbc,des3
des-ede3-cfb cfb 61 24 8 1 des-ede3-cfb
des-ede3-cfb1 cfb 658 24 8 1 des-ede3-cfb1
des-ede3-cfb8 cfb 659 24 8 1 des-ede3-cfb8
des-ede3-ofb ofb 63 24 8 1 des-ede3-ofb
`;

const rows = table
  .trim()
  .split("\n")
  .map((line) => {
    const [name = "", mode = "", nid, key, iv, block, names = ""] = line.split(" ");
    const number = (text: string | undefined) => (text === "-" ? null : Number(text));
    const kind: CipherKind = {
      name,
      mode: mode as ModeName,
      nid: Number(nid),
      keyLength: Number(key),
      ivLength: number(iv),
      blockSize: number(block),
    };
    return [kind, names.split(",")] as const;
  });

const byName = new Map(
  rows.flatMap(([kind, names]) => [kind.name, ...names].map((name) => [name.toLowerCase(), kind] as const)),
);

/** As `crypto.getCiphers` lists them. */
export function cipherNames(): string[] {
  return rows.flatMap(([, names]) => names).toSorted((a, b) => (a < b ? -1 : 1));
}

/** Undefined for a name or number that no cipher has. */
export function cipherKind(name: string | number): CipherKind | undefined {
  if (typeof name === "number") return rows.find(([{ nid }]) => nid === name)?.[0];
  return byName.get(name.toLowerCase());
}
