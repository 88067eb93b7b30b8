import { decodeBytes, encodeText, sequenceLength, concatBytes } from "../bytes.ts";
import { readOptions, usage } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

const CHUNK = 65_536;

/** tr [-cdst] set1 [set2]; characters beyond ASCII count as one, which GNU's does not do. */
export const tr: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "cCdst",
    early: true,
    long: { complement: "c", delete: "d", "squeeze-repeats": "s", "truncate-set1": "t" },
  });
  const [first, second] = options.operands;
  if (first === undefined) return usage(context, "missing operand");
  const deletes = options.has("d");
  const squeezes = options.has("s");
  if (second === undefined && !deletes && !squeezes) {
    return usage(context, `missing operand after '${first}'`);
  }
  const complement = options.has("c", "C");
  const from = await expandSet(context, first, null);
  const inFrom = new Set(from);
  const chosen = (char: string): boolean => inFrom.has(char) !== complement;
  const to = second === undefined ? [] : await expandSet(context, second, complement ? null : from.length);
  if (second !== undefined && !deletes && to.length === 0)
    return context.fail("when not truncating set1, string2 must be non-empty");
  const map = new Map<string, string>();
  if (!complement) from.forEach((char, i) => map.set(char, to[Math.min(i, to.length - 1)] ?? char));
  const last = to.at(-1);
  const squeezed = new Set(second === undefined || (deletes && second !== undefined) ? to : to);
  const isSqueezed = (char: string): boolean => (second === undefined ? chosen(char) : squeezed.has(char));
  let before: string | null = null;
  let rest: Uint8Array = new Uint8Array();
  for (;;) {
    const read = await context.stdin.read(CHUNK);
    const bytes = concatBytes([rest, read]);
    const end = read.length === 0 ? bytes.length : wholeCharacters(bytes);
    rest = bytes.subarray(end);
    let text = "";
    for (const char of decodeBytes(bytes.subarray(0, end))) {
      if (deletes && chosen(char)) continue;
      const result =
        deletes || second === undefined
          ? char
          : complement
            ? chosen(char)
              ? (last ?? char)
              : char
            : (map.get(char) ?? char);
      if (squeezes && result === before && isSqueezed(result)) continue;
      before = result;
      text += result;
    }
    await context.out.bytes(encodeText(text));
    if (read.length === 0) return 0;
  }
};

/** Length without a character that is cut off at the end. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let at = Math.max(0, bytes.length - 3); at < bytes.length; at++) {
    if (bytes[at]! >= 0xc2 && sequenceLength(bytes, at) === 0) return at;
  }
  return bytes.length;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[\t-\r ]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  cntrl: /[\x00-\x1f\x7f]/, // eslint-disable-line no-control-regex
  print: /[ -~]/,
  graph: /[!-~]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** The characters of a set in order. `length`: what `[x*]` fills up to. */
async function expandSet(context: ProgramContext, text: string, length: number | null): Promise<string[]> {
  const characters: string[] = [];
  const source = Array.from(unescape(text));
  for (let at = 0; at < source.length; at++) {
    const rest = source.slice(at).join("");
    const named = /^\[:([a-z]+):\]/.exec(rest);
    if (named !== null) {
      const members = CLASSES[named[1]!];
      if (members === undefined) return context.fail(`invalid character class '${named[1]}'`);
      for (let code = 0; code < 128; code++) {
        const char = String.fromCharCode(code);
        if (members.test(char)) characters.push(char);
      }
      at += named[0].length - 1;
      continue;
    }
    const repeat = /^\[(.)\*(\d*)\]/su.exec(rest);
    if (repeat !== null) {
      const count =
        repeat[2] === "" || Number(repeat[2]) === 0
          ? Math.max(0, (length ?? 0) - characters.length)
          : Number(repeat[2]);
      for (let i = 0; i < count; i++) characters.push(repeat[1]!);
      at += Array.from(repeat[0]).length - 1;
      continue;
    }
    const [from, dash, to] = [source[at]!, source[at + 1], source[at + 2]];
    if (dash === "-" && to !== undefined) {
      const [low, high] = [from.codePointAt(0)!, to.codePointAt(0)!];
      if (low > high)
        return context.fail(`range-endpoints of '${from}-${to}' are in reverse collating sequence order`);
      for (let code = low; code <= high; code++) characters.push(String.fromCodePoint(code));
      at += 2;
    } else characters.push(from);
  }
  return characters;
}

function unescape(text: string): string {
  const simple: Readonly<Record<string, string>> = {
    a: "\x07",
    b: "\b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
    v: "\v",
    "\\": "\\",
  };
  return text.replace(/\\([0-7]{1,3}|.)/gs, (_all, escape: string) =>
    /^[0-7]/.test(escape) ? String.fromCharCode(Number.parseInt(escape, 8)) : (simple[escape] ?? escape),
  );
}
