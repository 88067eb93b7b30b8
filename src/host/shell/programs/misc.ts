import { decodeBytes } from "../bytes.ts";
import { errorText } from "../run/messages.ts";
import { inputBytes, eachInput } from "./inputs.ts";
import { readAll } from "../io/reader.ts";
import { splitLines } from "./lines.ts";
import { readOptions, usage } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

export const factor: Program = async (context) => {
  const words =
    context.args.length > 0
      ? context.args
      : decodeBytes(await readAll(context.stdin))
          .split(/\s+/)
          .filter(Boolean);
  let status = 0;
  for (const word of words) {
    if (!/^\d+$/.test(word)) {
      await context.warn(`'${word}' is not a valid positive integer`);
      status = 1;
      continue;
    }
    let rest = BigInt(word);
    const factors: bigint[] = [];
    for (let p = 2n; p * p <= rest; p += p === 2n ? 1n : 2n) {
      while (rest % p === 0n) {
        factors.push(p);
        rest /= p;
      }
    }
    if (rest > 1n) factors.push(rest);
    await context.out.line(`${word}:${factors.map((p) => ` ${p}`).join("")}`);
  }
  return status;
};

/** cmp [-s] [-l] file file */
export const cmp: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "slb",
    long: { silent: "s", quiet: "s", verbose: "l" },
  });
  const [first, second = "-"] = options.operands;
  if (first === undefined) return usage(context, "missing operand after 'cmp'", 2);
  const [a, b] = [await inputBytes(context, first), await inputBytes(context, second)];
  const size = Math.min(a.length, b.length);
  let line = 1;
  let status = 0;
  for (let i = 0; i < size; i++) {
    if (a[i] !== b[i]) {
      status = 1;
      if (options.has("s")) return 1;
      if (!options.has("l")) {
        await context.out.line(`${first} ${second} differ: byte ${i + 1}, line ${line}`);
        return 1;
      }
      await context.out.line(`${i + 1} ${a[i]!.toString(8).padStart(3)} ${b[i]!.toString(8).padStart(3)}`);
    }
    if (a[i] === 10) line++;
  }
  if (a.length === b.length) return status;
  if (!options.has("s"))
    await context.warn(
      `EOF on ${a.length < b.length ? first : second} after byte ${size}, line ${line}`.replace(
        /, line (\d+)$/,
        (_all, n: string) =>
          `, ${size > 0 && (a.length < b.length ? a : b)[size - 1] === 10 ? `line ${Number(n) - 1}` : `in line ${n}`}`,
      ),
    );
  return 1;
};

/** join [-1 field] [-2 field] [-t mark] [-a file] [-v file] [-o format] [-e text] file file */
export const join: Program = async (context) => {
  const options = await readOptions(context, { flags: "i", values: "12tavoej" });
  const [first, second] = options.operands;
  if (first === undefined || second === undefined) return usage(context, "missing operand");
  const mark = options.value("t");
  const split = (line: string): string[] =>
    mark === undefined ? line.trim().split(/[ \t]+/) : line.split(mark);
  const output = mark ?? " ";
  const [key1, key2] = [
    Number(options.value("1") ?? options.value("j") ?? 1) - 1,
    Number(options.value("2") ?? options.value("j") ?? 1) - 1,
  ];
  const read = async (name: string): Promise<string[][]> =>
    splitLines(decodeBytes(await inputBytes(context, name))).map(split);
  const [left, right] = [await read(first), await read(second)];
  const format = options.value("o")?.split(/[, ]/);
  const show = async (
    key: string,
    a: readonly string[] | null,
    b: readonly string[] | null,
  ): Promise<void> => {
    const without = (fields: readonly string[] | null, at: number): string[] =>
      (fields ?? []).filter((_, i) => i !== at);
    const cell = (name: string): string => {
      const [file, field] = name.split(".");
      const value = name === "0" ? key : (file === "1" ? a : b)?.[Number(field) - 1];
      return value === undefined || value === "" ? (options.value("e") ?? "") : value;
    };
    const cells = format === undefined ? [key, ...without(a, key1), ...without(b, key2)] : format.map(cell);
    await context.out.line(cells.join(output));
  };
  const only = options.value("v");
  const extra = options.all.filter(([name]) => name === "a" || name === "v").map(([, value]) => value);
  let j = 0;
  const matched = new Set<number>();
  for (const a of left) {
    const key = a[key1] ?? "";
    while (j < right.length && (right[j]![key2] ?? "") < key) {
      if (extra.includes("2") && !matched.has(j)) await show(right[j]![key2] ?? "", null, right[j]!);
      j++;
    }
    let found = false;
    for (let k = j; k < right.length && (right[k]![key2] ?? "") === key; k++) {
      found = true;
      matched.add(k);
      if (only === undefined) await show(key, a, right[k]!);
    }
    if (!found && extra.includes("1")) await show(key, a, null);
  }
  for (; j < right.length; j++)
    if (extra.includes("2") && !matched.has(j)) await show(right[j]![key2] ?? "", null, right[j]!);
  return 0;
};

/** shuf [-e word…] [-i low-high] [-n count] [-r] [file] */
export const shuf: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "erz",
    values: "ino",
    long: { echo: "e", "input-range=": "i", "head-count=": "n", repeat: "r" },
  });
  const range = /^(\d+)-(\d+)$/.exec(options.value("i") ?? "");
  let items = options.has("e") ? [...options.operands] : [];
  if (range !== null)
    items = Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, i) =>
      String(Number(range[1]) + i),
    );
  else if (!options.has("e"))
    items = splitLines(decodeBytes(await inputBytes(context, options.operands[0] ?? "-")));
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  for (const item of items.slice(0, Number(options.value("n") ?? items.length))) await context.out.line(item);
  return 0;
};

/** split [-l lines] [-b bytes] [-d] [-a length] [file [prefix]] */
export const split: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "d",
    values: "lban",
    long: { "lines=": "l", "bytes=": "b", "numeric-suffixes": "d", "suffix-length=": "a" },
  });
  const bytes = await inputBytes(context, options.operands[0] ?? "-");
  const prefix = options.operands[1] ?? "x";
  const width = Number(options.value("a") ?? 2);
  const unit = /^(\d+)([KMG]?)/.exec(options.value("b") ?? "");
  const pieces: Uint8Array[] = [];
  if (unit !== null) {
    const size = Number(unit[1]) * 1024 ** ("KMG".indexOf(unit[2]! || "-") + 1);
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  } else {
    const limit = Number(options.value("l") ?? 1000);
    let start = 0;
    let lines = 0;
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] !== 10 || ++lines < limit) continue;
      pieces.push(bytes.subarray(start, at + 1));
      start = at + 1;
      lines = 0;
    }
    if (start < bytes.length) pieces.push(bytes.subarray(start));
  }
  const suffix = (number: number): string => {
    if (options.has("d")) return String(number).padStart(width, "0");
    let text = "";
    for (let i = 0, rest = number; i < width; i++, rest = Math.floor(rest / 26))
      text = String.fromCharCode(97 + (rest % 26)) + text;
    return text;
  };
  for (const [i, piece] of pieces.entries())
    context.sys.writeFile(context.path(prefix + suffix(i)), piece.slice(), 0o1101, 0o666);
  return 0;
};

/** md5sum, sha1sum and sha256sum [-c] [file…] */
export function checksum(algorithm: Digest): Program {
  return async (context) => {
    const options = await readOptions(context, {
      flags: "cbtwqz",
      long: { check: "c", binary: "b", quiet: "q", status: "status" },
    });
    const digest = await loadDigest(algorithm);
    if (options.has("c")) return check(context, options.operands, digest, options.has("q", "status"));
    return eachInput(context, options.operands, async ({ name, file }) => {
      await context.out.line(`${digest(await readAll(file))}  ${name}`);
    });
  };
}

type Digest = "md5" | "sha1" | "sha256" | "sha512";

async function loadDigest(algorithm: Digest): Promise<(bytes: Uint8Array) => string> {
  const hex = (bytes: Uint8Array): string =>
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (algorithm === "sha256" || algorithm === "sha512") {
    const digests = await import("@noble/hashes/sha2.js");
    return (bytes) => hex(digests[algorithm](bytes));
  }
  const { md5, sha1 } = await import("@noble/hashes/legacy.js");
  return (bytes) => hex((algorithm === "md5" ? md5 : sha1)(bytes));
}

async function check(
  context: ProgramContext,
  lists: readonly string[],
  digest: (bytes: Uint8Array) => string,
  quiet: boolean,
): Promise<number> {
  let failed = 0;
  for (const list of lists.length === 0 ? ["-"] : lists) {
    for (const line of splitLines(decodeBytes(await inputBytes(context, list)))) {
      const match = /^([0-9a-f]+) [ *](.*)$/.exec(line);
      if (match === null) continue;
      try {
        const good = digest(await inputBytes(context, match[2]!)) === match[1];
        if (!good) failed++;
        if (!good || !quiet) await context.out.line(`${match[2]}: ${good ? "OK" : "FAILED"}`);
      } catch (error) {
        await context.warn(`${match[2]}: ${errorText(error)}`);
        await context.out.line(`${match[2]}: FAILED open or read`);
        failed++;
      }
    }
  }
  if (failed > 0)
    await context.warn(`WARNING: ${failed} computed checksum${failed === 1 ? "" : "s"} did NOT match`);
  return failed > 0 ? 1 : 0;
}

/** base64 [-d] [-w columns] [file] */
export const base64: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "di",
    values: "w",
    long: { decode: "d", "wrap=": "w", "ignore-garbage": "i" },
  });
  const bytes = await inputBytes(context, options.operands[0] ?? "-");
  if (options.has("d")) {
    const text = decodeBytes(bytes).replace(/\s/g, "");
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) && !options.has("i")) return context.fail("invalid input");
    const binary = atob(text.replace(/[^A-Za-z0-9+/=]/g, ""));
    await context.out.bytes(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
    return 0;
  }
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  const columns = Number(options.value("w") ?? 76);
  const text = btoa(binary);
  if (columns === 0) await context.out.text(text);
  else for (let at = 0; at < text.length; at += columns) await context.out.line(text.slice(at, at + columns));
  return 0;
};

/** tty: the terminal's name, and whether there is one. */
export const tty: Program = async (context) => {
  const terminal = context.isTerminal(context.stdin);
  if (!context.args.includes("-s")) await context.out.line(terminal ? "/dev/tty" : "not a tty");
  return terminal ? 0 : 1;
};

export const id: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "ugnGr",
    long: { user: "u", group: "g", name: "n", groups: "G" },
  });
  if (options.has("u", "g", "G")) await context.out.line(options.has("n") ? "root" : "0");
  else await context.out.line("uid=0(root) gid=0(root) groups=0(root)");
  return 0;
};
