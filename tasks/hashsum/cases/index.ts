import { createHash } from "node:crypto";
import type { CaseFile } from "../../../src/core/case.ts";
import { family, listed, type CaseInput, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";

interface Known {
  readonly name: string;
  /** Bytes of a block: lengths around it are where implementations go wrong. */
  readonly block: number;
  readonly bits?: readonly number[];
}

const HASHES: readonly Known[] = [
  { name: "md4", block: 64 },
  { name: "md5", block: 64 },
  { name: "ripemd160", block: 64 },
  { name: "sha1", block: 64 },
  { name: "sha224", block: 64 },
  { name: "sha256", block: 64 },
  { name: "sha384", block: 128 },
  { name: "sha512", block: 128 },
  { name: "sm3", block: 64 },
  { name: "sha3", block: 136, bits: [224, 256, 384, 512] },
  { name: "keccak", block: 136, bits: [224, 256, 384, 512] },
  { name: "blake2b", block: 128, bits: [8, 64, 160, 256, 384, 512] },
  { name: "blake2s", block: 64, bits: [8, 64, 128, 224, 256] },
  { name: "blake3", block: 1024, bits: [8, 128, 256, 512, 1024] },
];
const SUMS: readonly Known[] = [
  { name: "adler32", block: 5552 },
  { name: "crc32", block: 16 },
  { name: "crc64", block: 16 },
  { name: "xxhash32", block: 16 },
  { name: "xxhash64", block: 32 },
];
const ALL = [...HASHES, ...SUMS];

const LETTERS = "abcdefghijklmnopqrstuvwxyz ABC0123456789.,é日\n";

function text(r: Random, length: number): string {
  const letters = Array.from(LETTERS);
  return Array.from({ length }, () => r.pick(letters)).join("");
}

function ascii(r: Random, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(r.int(97, 122))).join("");
}

/** Lengths at a block's end, and the places where padding needs another block. */
function nearBlock(r: Random, block: number): number {
  return Math.max(0, block * r.int(1, block > 500 ? 3 : 5) + r.pick([-17, -16, -9, -8, -1, 0, 1]));
}

function bytes(r: Random, length: number): CaseFile {
  const content = Buffer.from(Array.from({ length }, () => r.int(0, 255)));
  return { format: "bytes_base64", content: content.toString("base64") };
}

function hashFamilies({ name, block, bits }: Known): Family[] {
  const width = (r: Random): string[] =>
    bits && r.chance(0.4) ? [...r.pick([["-b"], ["--bits"]]), `${r.pick(bits)}`] : [];
  return [
    family(`${name}-text`, { features: [name], tries: 9 }, (r) => ({
      args: [...width(r), name],
      stdin: text(r, r.pick([0, 1, 3, r.int(2, 50), r.int(50, 400)])),
    })),
    family(`${name}-blocks`, { features: [name, "block lengths"], tries: 12 }, (r) => ({
      args: [name],
      stdin: ascii(r, nearBlock(r, block)),
    })),
    family(`${name}-binary`, { features: [name, "files"], tries: 6 }, (r) => {
      const file = r.pick(["data.bin", "a", "deep/b.dat"]);
      return { args: [...width(r), name, file], files: { [file]: bytes(r, r.int(0, 700)) } };
    }),
  ];
}

const WITH_OPTIONS: readonly Family[] = [
  ...HASHES.filter(({ bits }) => bits).map(({ name, bits }) =>
    family(`${name}-bits`, { features: [name, "--bits"], tries: 12 }, (r) => ({
      args: [`--bits=${r.pick(bits ?? [])}`, name],
      stdin: text(r, r.int(0, 300)),
    })),
  ),
  family("blake2-key", { features: ["--key", "blake2b", "blake2s"], tries: 18 }, (r) => ({
    args: [
      ...r.pick([["-k"], ["--key"]]),
      text(r, r.int(1, 10)),
      r.pick(["blake2b", "blake2s"]),
      ...r.pick([[], ["--bits", "128"]]),
    ],
    stdin: text(r, r.int(0, 200)),
  })),
  family("blake3-key", { features: ["--key", "blake3"], tries: 9 }, (r) => ({
    args: ["-k", ascii(r, 32), "blake3"],
    stdin: text(r, r.int(0, 1500)),
  })),
  family("blake3-long", { features: ["blake3", "block lengths"], tries: 12 }, (r) => ({
    args: ["blake3"],
    stdin: ascii(r, r.pick([1024, 1025, 2048, 2049, 3072, 4096, 5000, r.int(1, 8000)])),
  })),
  family("crc32-poly", { features: ["--poly", "crc32"], tries: 12 }, (r) => ({
    args: [
      ...r.pick([["-p"], ["--poly"]]),
      r.pick(["82f63b78", "EDB88320", "eb31d82e", "d5828281", "1", "992c1a4c"]),
      "crc32",
    ],
    stdin: text(r, r.int(0, 200)),
  })),
  family("crc64-poly", { features: ["--poly", "crc64"], tries: 9 }, (r) => ({
    args: ["-p", r.pick(["d800000000000000", "c96c5795d7870f42", "95AC9329AC4BC9B5", "1"]), "crc64"],
    stdin: text(r, r.int(0, 200)),
  })),
  family("seeds", { features: ["--seed", "xxhash32", "xxhash64"], tries: 24 }, (r) => {
    const name = r.pick(["xxhash32", "xxhash64"]);
    const seed = r.pick([
      "0",
      "1",
      "42",
      "4294967295",
      "0xdeadbeef",
      `${r.int(0, 1e9)}`,
      ...(name === "xxhash64" ? ["0xffffffffffffffff", "9007199254740993", "12345678901234567890"] : []),
    ]);
    return { args: [...r.pick([["-s"], ["--seed"]]), seed, name], stdin: text(r, r.int(0, 200)) };
  }),
  family("hmac", { features: ["--hmac"], tries: 60 }, (r) => {
    const { name, block } = r.pick(HASHES);
    return {
      args: [
        ...r.pick([["-m"], ["--hmac"]]),
        text(
          r,
          r.pick([1, 8, 20, block > 500 ? 30 : block - 1, block > 500 ? 40 : block + 3, 200]),
        ).replaceAll("\n", " "),
        name,
      ],
      stdin: text(r, r.int(0, 200)),
    };
  }),
  family("pbkdf2", { features: ["--salt", "--iterations", "--length"], tries: 45 }, (r) => ({
    args: [
      "--salt",
      ascii(r, r.int(8, 16)),
      ...(r.chance(0.8) ? [r.pick(["-i", "--iterations"]), `${r.int(1, 60)}`] : []),
      ...(r.chance(0.7) ? [r.pick(["-l", "--length"]), `${r.pick([1, 16, 20, 32, 33, 64, 100])}`] : []),
      r.pick(["sha1", "sha256", "sha512", "md5", "ripemd160", "sha3", "sm3", "blake2s"]),
    ],
    stdin: text(r, r.int(1, 30)),
  })),
  family("hex-input", { features: ["--hex"], tries: 18 }, (r) => {
    const digits = Array.from({ length: r.int(0, 80) }, () =>
      r.int(0, 255).toString(16).padStart(2, "0"),
    ).join(r.pick(["", " ", "\n"]));
    return {
      args: [r.pick(["-x", "--hex"]), r.pick(ALL).name],
      stdin: r.pick([digits, digits.toUpperCase(), `${digits}\n`]),
    };
  }),
  family("hex-wrong", { features: ["--hex", "messages"], tries: 9, repeat: 6 }, (r) => ({
    args: ["-x", r.pick(ALL).name],
    stdin: r.pick(["abc", "0x12", "zz", `12 ${text(r, 3)}g`, "1 2 3"]),
  })),
  family("tag", { features: ["--tag"], tries: 15 }, (r) => {
    const file = r.pick(["a.txt", "b (1).txt", "-"]);
    return {
      args: [r.pick(["-t", "--tag"]), r.pick(ALL).name, file],
      stdin: text(r, r.int(0, 40)),
      files: file === "-" ? {} : { [file]: text(r, r.int(0, 40)) },
    };
  }),
  family("several-files", { features: ["files"], tries: 18 }, (r) => {
    const names = r.sample(["a.txt", "b.txt", "c d.txt", "e/f.txt"], r.int(2, 3));
    return {
      args: [
        r.pick(ALL).name,
        ...names,
        ...(r.chance(0.3) ? ["none.txt"] : []),
        ...(r.chance(0.2) ? ["-"] : []),
      ],
      stdin: "from stdin",
      files: Object.fromEntries(names.map((name) => [name, text(r, r.int(0, 60))])),
    };
  }),
];

function list(r: Random, make: (name: string, content: string, hash: string) => string): CaseInput {
  const algorithm = r.pick(["md5", "sha1", "sha256", "sha512"]);
  const names = r.sample(["a.txt", "b.txt", "c d.txt", "e/f.txt"], r.int(1, 3));
  const files = Object.fromEntries(names.map((name) => [name, text(r, r.int(0, 40))]));
  const hash = (content: string): string => createHash(algorithm).update(content).digest("hex");
  const lines = names.map((name) => make(name, files[name] ?? "", hash(files[name] ?? "")));
  return {
    args: [r.pick(["-c", "--check"]), algorithm, "sums"],
    files: { ...files, sums: `${lines.join("\n")}\n` },
  };
}

const CHECKS: readonly Family[] = [
  family("check-good", { features: ["--check"], tries: 18, repeat: 2 }, (r) =>
    list(r, (name, _content, hash) =>
      r.pick([
        `${hash}  ${name}`,
        `${hash} *${name}`,
        `${hash.toUpperCase()}  ${name}`,
        `SHA (${name}) = ${hash}`,
      ]),
    ),
  ),
  family("check-wrong", { features: ["--check", "messages"], tries: 18, repeat: 2 }, (r) =>
    list(r, (name, _content, hash) =>
      r.chance(0.5)
        ? `${hash.replace(/^./, (first) => (first === "0" ? "1" : "0"))}  ${name}`
        : `${hash}  ${name}`,
    ),
  ),
  family("check-malformed", { features: ["--check", "messages"], tries: 18, repeat: 2 }, (r) =>
    list(r, (name, _content, hash) =>
      r.pick([
        `${hash} ${name}`,
        `${hash}  ${name}`,
        name,
        "",
        "# a comment",
        `${hash}\t${name}`,
        `${hash}  missing-${name}`,
      ]),
    ),
  ),
  family("check-stdin", { features: ["--check", "stdin"], tries: 9 }, (r) => {
    const { args, files } = list(r, (name, _content, hash) => `${hash}  ${name}`);
    const { sums, ...others } = files ?? {};
    return {
      args: [...args.slice(0, 2), ...r.pick([[], ["-"]])],
      stdin: typeof sums === "string" ? sums : "",
      files: others,
    };
  }),
  listed("check-nothing", { features: ["--check", "messages"], repeat: 2 }, [
    { args: ["-c", "md5", "sums"], files: { sums: "" } },
    { args: ["-c", "sha1", "sums"], files: { sums: "nothing here\n" } },
    { args: ["-c", "md5", "none"] },
    { args: ["-c", "md5", "."] },
    { args: ["-c", "sha256"], stdin: "\n\n" },
    {
      args: ["-c", "md5", "one", "two"],
      files: { one: "d41d8cd98f00b204e9800998ecf8427e  empty\n", two: "x\n", empty: "" },
    },
  ]),
];

const USAGE: readonly Family[] = [
  listed("wrong-arguments", { features: ["messages", "arguments"], repeat: 4 }, [
    { args: [] },
    { args: ["sha2"] },
    { args: ["SHA256"] },
    { args: ["-b", "100", "sha3"] },
    { args: ["-b", "256", "md5"] },
    { args: ["-b", "520", "blake2b"] },
    { args: ["-b", "x", "blake2s"] },
    { args: ["-k", "x", "sha1"] },
    { args: ["-k", "short", "blake3"] },
    { args: ["-k", "k".repeat(65), "blake2b"] },
    { args: ["-k", "k".repeat(33), "blake2s"] },
    { args: ["-s", "1", "crc32"] },
    { args: ["-s", "4294967296", "xxhash32"] },
    { args: ["-s", "-1", "xxhash64"] },
    { args: ["-s=1.5", "xxhash64"] },
    { args: ["-p", "xyz", "crc32"] },
    { args: ["-p", "123456789", "crc32"] },
    { args: ["-p", "1", "adler32"] },
    { args: ["-m", "key", "crc32"] },
    { args: ["--salt", "saltsalt", "xxhash64"] },
    { args: ["-i", "10", "sha1"] },
    { args: ["-l", "10", "sha1"] },
    { args: ["--salt", "saltsalt", "-i", "0", "sha1"] },
    { args: ["--salt", "saltsalt", "-l", "2000", "sha1"] },
  ]),
  listed("unknown-option", { features: ["unknown option", "messages"], repeat: 2 }, [
    { args: ["-q", "md5"] },
    { args: ["--quiet", "md5"] },
    { args: ["md5", "-Z"] },
    { args: ["--bit", "8", "md5"] },
  ]),
  listed("missing-values", { features: ["messages", "arguments"], repeat: 2 }, [
    { args: ["md5", "-b"] },
    { args: ["--key"] },
    { args: ["--check=yes", "md5"] },
    { args: ["sha3", "--bits"] },
  ]),
  listed("missing-files", { features: ["files", "messages"], repeat: 2 }, [
    { args: ["md5", "none"] },
    { args: ["sha1", "."] },
    { args: ["-t", "sha256", "deep/none"] },
    { args: ["crc32", "a", "none", "b"], files: { a: "1", b: "2" } },
    { args: ["md5", "--", "-x"], files: { "-x": "dash" } },
  ]),
];

export const families: readonly Family[] = [
  ...ALL.flatMap(hashFamilies),
  ...WITH_OPTIONS,
  ...CHECKS,
  ...USAGE,
];
