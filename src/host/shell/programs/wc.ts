import { concatBytes, decodeBytes } from "../bytes.ts";
import { S_IFMT, S_IFREG } from "../../machine/flags.ts";
import { errorCode } from "../run/messages.ts";
import { eachInput } from "./inputs.ts";
import { readOptions } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

interface Counts {
  lines: number;
  words: number;
  characters: number;
  bytes: number;
  longest: number;
}

const zero = (): Counts => ({ lines: 0, words: 0, characters: 0, bytes: 0, longest: 0 });
const CHUNK = 65_536;

/** wc [-clmwL] [file…] */
export const wc: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "clmwL",
    long: { bytes: "c", chars: "m", lines: "l", words: "w", "max-line-length": "L" },
  });
  const chosen = options.has("c", "l", "m", "w", "L");
  const shows: (keyof Counts)[] = [];
  if (!chosen || options.has("l")) shows.push("lines");
  if (!chosen || options.has("w")) shows.push("words");
  if (options.has("m")) shows.push("characters");
  if (!chosen || options.has("c")) shows.push("bytes");
  if (options.has("L")) shows.push("longest");
  const total = zero();
  const width = columnWidth(context, options.operands, shows.length);
  const print = (counts: Counts, name: string): Promise<void> => {
    const columns = shows.map((key) => String(counts[key]).padStart(width)).join(" ");
    return context.out.line(name === "" ? columns : `${columns} ${name}`);
  };
  const status = await eachInput(context, options.operands, async ({ name, file }) => {
    const counts = zero();
    const chunks: Uint8Array[] = [];
    for (let bytes = await file.read(CHUNK); bytes.length > 0; bytes = await file.read(CHUNK)) {
      counts.bytes += bytes.length;
      if (shows.some((key) => key === "lines")) for (const byte of bytes) if (byte === 10) counts.lines++;
      if (shows.some((key) => key !== "lines" && key !== "bytes")) chunks.push(bytes);
    }
    if (chunks.length > 0) countText(counts, decodeBytes(concatBytes(chunks)));
    for (const key of ["lines", "words", "characters", "bytes"] as const) total[key] += counts[key];
    total.longest = Math.max(total.longest, counts.longest);
    await print(counts, options.operands.length === 0 ? "" : name);
  });
  if (options.operands.length > 1) await print(total, "total");
  return status;
};

function countText(counts: Counts, text: string): void {
  for (const word of text.split(/[ \t\n\v\f\r]+/)) if (word !== "") counts.words++;
  counts.characters = Array.from(text).length;
  for (const line of text.split("\n")) counts.longest = Math.max(counts.longest, Array.from(line).length);
}

/** Columns are as wide as the sum of the sizes; 7 where a size is not known beforehand. */
function columnWidth(context: ProgramContext, names: readonly string[], columns: number): number {
  if (columns === 1 && names.length <= 1) return 1;
  let sum = 0;
  for (const name of names.length === 0 ? ["-"] : names) {
    const stat = name === "-" ? stdinStat(context) : pathStat(context, name);
    if (stat === null) {
      if (name === "-") return 7;
      continue;
    }
    if ((stat.mode & S_IFMT) !== S_IFREG) return 7;
    sum += stat.size;
  }
  return Math.max(1, String(sum).length);
}

type Sized = { mode: number; size: number } | null;

function stdinStat(context: ProgramContext): Sized {
  return context.stdin.fd === null ? null : context.sys.fstat(context.stdin.fd);
}

function pathStat(context: ProgramContext, name: string): Sized {
  try {
    return context.sys.stat(context.path(name));
  } catch (error) {
    errorCode(error);
    return null;
  }
}
