import { concatBytes, decodeBytes } from "../bytes.ts";
import { assign, evaluateArithmetic, toIndexed } from "../expand/parameters.ts";
import { separators } from "../expand/words.ts";
import { SystemFile } from "../io/system-file.ts";
import type { OpenFile } from "../io/open-file.ts";
import type { Shell } from "../run/shell.ts";
import type { Builtin } from "./builtin.ts";
import { complain } from "./builtin.ts";
import { readFlags } from "./flags.ts";

const CHUNK = 4096;

/** `read [-r] [-s] [-a array] [-d mark] [-n count] [-N count] [-p prompt] [-t seconds] [-u fd] [name…]` */
export const readBuiltin: Builtin = async (shell, args) => {
  const flags = readFlags(args, "ers", "adinNptu");
  if (flags.wrong !== null) return complain(shell, "read", `${flags.wrong}: invalid option`, 2);
  const file = shell.files.get(Number(flags.values.u ?? 0));
  if (file === undefined)
    return complain(shell, "read", `${flags.values.u ?? 0}: invalid file descriptor: Bad file descriptor`);
  const terminal = file instanceof SystemFile && file.isTerminal;
  if (flags.values.p !== undefined && terminal) await shell.write(2, flags.values.p);
  const exact = flags.values.N !== undefined;
  const count = flags.values.N ?? flags.values.n;
  const silent = terminal && flags.set.has("s");
  if (silent || (terminal && count !== undefined)) shell.sys.setTtyMode(file.fd!, "raw");
  let taken: Taken | null;
  try {
    const reading = take(shell, file, {
      delimiter: exact ? null : (flags.values.d ?? "\n").charAt(0) || "\0",
      raw: flags.set.has("r"),
      count: count === undefined ? Infinity : Number(count),
    });
    taken = await limited(shell, reading, flags.values.t);
  } finally {
    if (silent || (terminal && count !== undefined)) shell.sys.setTtyMode(file.fd!, "cooked");
  }
  if (taken === null) return 142;
  store(shell, taken.characters, flags.rest, flags.values.a, exact);
  return taken.ended ? 1 : 0;
};

async function limited(
  shell: Shell,
  reading: Promise<Taken>,
  seconds: string | undefined,
): Promise<Taken | null> {
  const work = shell.interactive ? shell.process.interruptible(reading) : reading;
  if (seconds === undefined) return work;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>(
    (resolve) => (timer = setTimeout(() => resolve(null), Number(seconds) * 1000)),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Character {
  readonly text: string;
  /** A backslash stood before it, so that it does not separate. */
  readonly quoted: boolean;
}

interface Taken {
  readonly characters: readonly Character[];
  /** The input ended before the delimiter. */
  readonly ended: boolean;
}

interface TakeOptions {
  readonly delimiter: string | null;
  readonly raw: boolean;
  readonly count: number;
}

async function take(shell: Shell, file: OpenFile, options: TakeOptions): Promise<Taken> {
  const characters: Character[] = [];
  let escaped = false;
  for await (const text of charactersOf(file)) {
    if (text === "\0" && options.delimiter !== "\0") continue;
    if (escaped) {
      escaped = false;
      if (text !== "\n") characters.push({ text, quoted: true });
    } else if (!options.raw && text === "\\") {
      escaped = true;
      continue;
    } else if (text === options.delimiter) return { characters, ended: false };
    else characters.push({ text, quoted: false });
    if (characters.length >= options.count) return { characters, ended: false };
  }
  return { characters, ended: true };
}

/** Characters one by one; what was read ahead goes back when the reader stops. */
async function* charactersOf(file: OpenFile): AsyncGenerator<string> {
  // Only what nobody else reads from may be read ahead of need.
  const ahead = file.fd === null || (file instanceof SystemFile && file.readsAhead);
  for (;;) {
    let bytes = await file.read(ahead ? CHUNK : 1);
    if (bytes.length === 0) return;
    while (!ahead && isCut(bytes)) {
      const more = await file.read(1);
      if (more.length === 0) break;
      bytes = concatBytes([bytes, more]);
    }
    let at = 0;
    try {
      while (at < bytes.length) {
        const length = Math.max(1, sequence(bytes, at));
        if (at + length > bytes.length && ahead) break;
        const text = decodeBytes(bytes.subarray(at, at + length));
        at += length;
        yield text;
      }
    } finally {
      // A generator that is left early runs this.
      if (at < bytes.length) {
        const rest = bytes.subarray(at);
        const incomplete = at + sequence(bytes, at) > bytes.length;
        if (incomplete) {
          const more = await file.read(CHUNK);
          file.unread(concatBytes([rest, more]));
          if (more.length === 0) at = bytes.length;
        } else file.unread(rest);
      }
    }
  }
}

function sequence(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
}

function isCut(bytes: Uint8Array): boolean {
  return sequence(bytes, 0) > bytes.length;
}

function store(
  shell: Shell,
  characters: readonly Character[],
  names: readonly string[],
  array: string | undefined,
  exact: boolean,
): void {
  const whole = (): string => characters.map(({ text }) => text).join("");
  if (exact) {
    assign(shell, names[0] ?? "REPLY", null, whole());
    return;
  }
  if (array !== undefined) {
    const items = new Map(
      splitFields(shell, characters, Infinity).map((text, i): [number, string] => [i, text]),
    );
    shell.variables.declare(array).value = { kind: "indexed", items };
    return;
  }
  if (names.length === 0) {
    assign(shell, "REPLY", null, whole());
    return;
  }
  const fields = splitFields(shell, characters, names.length);
  names.forEach((name, i) => {
    const subscript = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(name);
    assign(shell, subscript?.[1] ?? name, subscript?.[2] ?? null, fields[i] ?? "");
  });
}

/** Splits at the separators; the last of `limit` fields gets the rest of the line. */
function splitFields(shell: Shell, characters: readonly Character[], limit: number): string[] {
  const all = separators(shell);
  const blank = (at: number): boolean => isOneOf(characters[at], " \t\n", all);
  const mark = (at: number): boolean => isOneOf(characters[at], all, all) && !blank(at);
  let at = 0;
  let end = characters.length;
  const fields: string[] = [];
  const skip = (): void => {
    while (at < end && blank(at)) at++;
  };
  skip();
  while (at < end) {
    if (fields.length === limit - 1) {
      while (end > at && blank(end - 1)) end--;
      // A single separator at the end of the last field is dropped when it is the only one.
      const marks = characters.slice(at, end).filter((_, i) => mark(at + i)).length;
      if (marks === 1 && mark(end - 1)) end--;
      fields.push(textOf(characters.slice(at, end)));
      return fields;
    }
    const start = at;
    while (at < end && !blank(at) && !mark(at)) at++;
    fields.push(textOf(characters.slice(start, at)));
    skip();
    if (at < end && mark(at)) {
      at++;
      skip();
    }
  }
  return fields;
}

function isOneOf(character: Character | undefined, set: string, separatorsInUse: string): boolean {
  if (character === undefined || character.quoted) return false;
  return set.includes(character.text) && separatorsInUse.includes(character.text);
}

function textOf(characters: readonly Character[]): string {
  return characters.map(({ text }) => text).join("");
}

/** `mapfile [-t] [-d mark] [-n count] [-O origin] [-s skip] [-u fd] [array]` */
export const mapfileBuiltin: Builtin = async (shell, args) => {
  const flags = readFlags(args, "t", "dnOsuCc");
  if (flags.wrong !== null) return complain(shell, "mapfile", `${flags.wrong}: invalid option`, 2);
  const file = shell.files.get(Number(flags.values.u ?? 0));
  if (file === undefined)
    return complain(shell, "mapfile", `${flags.values.u ?? 0}: invalid file descriptor: Bad file descriptor`);
  const delimiter = (flags.values.d ?? "\n").charAt(0) || "\0";
  const count = Number(flags.values.n ?? 0) || Infinity;
  let skip = Number(flags.values.s ?? 0);
  const variable = shell.variables.declare(flags.rest[0] ?? "MAPFILE");
  if (flags.values.O === undefined) variable.value = null;
  const items = toIndexed(variable);
  let at = Number(evaluateArithmetic(shell, flags.values.O ?? "0"));
  for (let taken = 0; taken < count;) {
    const { characters, ended } = await take(shell, file, { delimiter, raw: true, count: Infinity });
    if (ended && characters.length === 0) break;
    if (skip > 0) {
      skip--;
      continue;
    }
    items.set(at++, textOf(characters) + (ended || flags.set.has("t") ? "" : delimiter));
    taken++;
    if (ended) break;
  }
  return 0;
};
