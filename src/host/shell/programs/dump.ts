import { decodeBytes } from "../bytes.ts";
import { inputBytes } from "./inputs.ts";
import { readOptions, type Options } from "./options.ts";
import type { Program } from "./program.ts";
import { concatBytes } from "../bytes.ts";

const NAMES: Readonly<Record<number, string>> = {
  0: "\\0",
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
};

/** od [-A radix] [-t type] [-bcdox] [-j skip] [-N count] [-v] [-w bytes] [file…] */
export const od: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "abcdfiloxv",
    values: "AtjNw",
    long: {
      "address-radix=": "A",
      "format=": "t",
      "skip-bytes=": "j",
      "read-bytes=": "N",
      "output-duplicates": "v",
    },
  });
  const inputs: Uint8Array[] = [];
  for (const name of options.operands.length === 0 ? ["-"] : options.operands)
    inputs.push(await inputBytes(context, name));
  const skip = Number(options.value("j") ?? 0);
  const bytes = concatBytes(inputs.length === 0 ? [new Uint8Array()] : inputs)
    .subarray(skip)
    .subarray(0, Number(options.value("N") ?? Infinity));
  const types = formats(options);
  const width = Number(options.value("w") ?? 16);
  const radix = options.value("A") ?? "o";
  const address = (at: number): string => {
    if (radix === "n") return "";
    return at.toString(radix === "x" ? 16 : radix === "d" ? 10 : 8).padStart(radix === "x" ? 6 : 7, "0");
  };
  let before = "";
  let starred = false;
  for (let at = 0; at < bytes.length; at += width) {
    const row = bytes.subarray(at, at + width);
    const key = row.join();
    if (key === before && !options.has("v") && row.length === width && at > 0) {
      if (!starred) await context.out.line("*");
      starred = true;
      continue;
    }
    before = key;
    starred = false;
    for (const [i, type] of types.entries())
      await context.out.line(
        (i === 0 ? address(skip + at) : " ".repeat(address(0).length)) + cells(row, type),
      );
  }
  if (radix !== "n") await context.out.line(address(skip + bytes.length));
  return 0;
};

interface Format {
  readonly letter: string;
  readonly size: number;
}

function formats(options: Options): Format[] {
  const chosen: Format[] = [];
  for (const [name, value] of options.all) {
    if (name === "t")
      for (const [, letter, size] of value.matchAll(/([acdoxuf])(\d|C|S|I|L)?z?/g))
        chosen.push({ letter: letter!, size: sizeOf(letter!, size) });
    else if (name === "c" || name === "a") chosen.push({ letter: name, size: 1 });
    else if (name === "b") chosen.push({ letter: "o", size: 1 });
    else if (name === "x" || name === "o") chosen.push({ letter: name, size: 2 });
    else if (name === "d") chosen.push({ letter: "u", size: 2 });
  }
  return chosen.length === 0 ? [{ letter: "o", size: 2 }] : chosen;
}

function sizeOf(letter: string, size: string | undefined): number {
  if (letter === "c" || letter === "a") return 1;
  const names: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8 };
  return size === undefined ? 4 : (names[size] ?? Number(size));
}

function cells(row: Uint8Array, { letter, size }: Format): string {
  let text = "";
  for (let at = 0; at < row.length; at += size) {
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(row[at + i] ?? 0);
    text += cell(letter, size, value);
  }
  return text;
}

function cell(letter: string, size: number, value: bigint): string {
  const byte = Number(value & 0xffn);
  switch (letter) {
    case "c":
      return ` ${(NAMES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, "0"))).padStart(3)}`;
    case "a":
      return ` ${(byte === 32 ? "sp" : byte === 10 ? "nl" : byte > 32 && byte < 127 ? String.fromCharCode(byte) : String(byte)).padStart(3)}`;
    case "x":
      return ` ${value.toString(16).padStart(size * 2, "0")}`;
    case "o":
      return ` ${value.toString(8).padStart(Math.ceil((size * 8) / 3), "0")}`;
    case "u":
      return ` ${String(value).padStart([0, 3, 5, 0, 10, 0, 0, 0, 20][size] ?? 20)}`;
    default:
      return ` ${String(BigInt.asIntN(size * 8, value)).padStart([0, 4, 6, 0, 11, 0, 0, 0, 20][size] ?? 20)}`;
  }
}

/** xxd [-p] [-r] [-l length] [-c columns] [-u] [file] */
export const xxd: Program = async (context) => {
  const options = await readOptions(context, { flags: "pru", values: "lcsg" });
  const input = await inputBytes(context, options.operands[0] ?? "-");
  if (options.has("r")) {
    await context.out.bytes(undump(decodeBytes(input), options.has("p")));
    return 0;
  }
  const bytes = input
    .subarray(Number(options.value("s") ?? 0))
    .subarray(0, Number(options.value("l") ?? Infinity));
  const hex = (byte: number): string =>
    (options.has("u") ? byte.toString(16).toUpperCase() : byte.toString(16)).padStart(2, "0");
  const columns = Number(options.value("c") ?? (options.has("p") ? 30 : 16));
  const group = Number(options.value("g") ?? 2);
  for (let at = 0; at < bytes.length; at += columns) {
    const row = Array.from(bytes.subarray(at, at + columns));
    if (options.has("p")) {
      await context.out.line(row.map(hex).join(""));
      continue;
    }
    const words = row
      .map((byte, i) => hex(byte) + (group > 0 && (i + 1) % group === 0 && i < columns - 1 ? " " : ""))
      .join("");
    const width = columns * 2 + (group > 0 ? Math.ceil(columns / group) - 1 : 0);
    const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
    await context.out.line(`${at.toString(16).padStart(8, "0")}: ${words.padEnd(width)}  ${text}`);
  }
  return 0;
};

function undump(text: string, plain: boolean): Uint8Array {
  const digits = plain
    ? text.replace(/[^0-9a-fA-F]/g, "")
    : text
        .split("\n")
        .map((line) => (/^[0-9a-f]+: ((?:[0-9a-fA-F]+ ?)*)/.exec(line)?.[1] ?? "").replace(/ /g, ""))
        .join("");
  return Uint8Array.from({ length: Math.floor(digits.length / 2) }, (_, i) =>
    Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
  );
}
