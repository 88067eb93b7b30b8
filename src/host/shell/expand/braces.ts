import type { Word, WordPart } from "../syntax/ast.ts";

/** `a{b,c}d` and `{1..3}`: the words that a word stands for. Only unquoted braces count. */
export function expandBraces(word: Word): Word[] {
  if (!word.parts.some((part) => part.kind === "text" && part.text.includes("{"))) return [word];
  return expandParts(atoms(word.parts)).map((parts) => ({ parts: joinText(parts) }));
}

/** Unquoted text character by character, everything else as it is. */
function atoms(parts: readonly WordPart[]): WordPart[] {
  return parts.flatMap((part) =>
    part.kind === "text" ? Array.from(part.text).map((text): WordPart => ({ kind: "text", text })) : [part],
  );
}

function textOf(part: WordPart | undefined): string | null {
  return part?.kind === "text" ? part.text : null;
}

function expandParts(parts: readonly WordPart[]): WordPart[][] {
  for (let start = 0; start < parts.length; start++) {
    if (textOf(parts[start]) !== "{") continue;
    const group = readGroup(parts, start);
    if (group === null) continue;
    const before = parts.slice(0, start);
    const after = expandParts(parts.slice(group.end));
    return group.choices.flatMap((choice) => after.map((rest) => [...before, ...choice, ...rest]));
  }
  return [[...parts]];
}

/** Null: the brace at `start` is an ordinary character. */
function readGroup(
  parts: readonly WordPart[],
  start: number,
): { readonly choices: WordPart[][]; readonly end: number } | null {
  const pieces: WordPart[][] = [[]];
  let depth = 0;
  for (let at = start + 1; at < parts.length; at++) {
    const text = textOf(parts[at]);
    if (text === "{") depth++;
    if (text === "}" && depth-- === 0) {
      const end = at + 1;
      if (pieces.length > 1) return { choices: pieces.flatMap((piece) => expandParts(piece)), end };
      const range = expandRange(parts.slice(start + 1, at));
      return range === null ? null : { choices: range, end };
    }
    if (text === "," && depth === 0) pieces.push([]);
    else pieces.at(-1)!.push(parts[at]!);
  }
  return null;
}

function expandRange(parts: readonly WordPart[]): WordPart[][] | null {
  if (parts.some((part) => part.kind !== "text")) return null;
  const text = parts.map((part) => textOf(part)).join("");
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  if (numbers !== null) {
    const [, from, to, step] = numbers as unknown as [string, string, string, string | undefined];
    const padded = /^-?0\d/.test(from) || /^-?0\d/.test(to);
    const width = padded ? Math.max(from.length, to.length) : 0;
    return range(Number(from), Number(to), Number(step ?? 1)).map((n) => [
      { kind: "text", text: pad(n, width) },
    ]);
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  if (letters === null) return null;
  const [, from, to, step] = letters as unknown as [string, string, string, string | undefined];
  return range(from.charCodeAt(0), to.charCodeAt(0), Number(step ?? 1)).map((code) => [
    { kind: "quoted", text: String.fromCharCode(code) },
  ]);
}

function range(from: number, to: number, step: number): number[] {
  const stride = Math.max(1, Math.abs(step));
  const count = Math.min(Math.floor(Math.abs(to - from) / stride) + 1, 1_000_000);
  return Array.from({ length: count }, (_, i) => from + (to < from ? -i : i) * stride);
}

function pad(number: number, width: number): string {
  const digits = String(Math.abs(number));
  return number < 0 ? `-${digits.padStart(width - 1, "0")}` : digits.padStart(width, "0");
}

function joinText(parts: readonly WordPart[]): WordPart[] {
  const joined: WordPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === "text" && last?.kind === "text") {
      joined[joined.length - 1] = { kind: "text", text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}
