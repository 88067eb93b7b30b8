import type { Random } from "../../pipeline/random.ts";

const WORDS =
  "the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each just those people".split(
    " ",
  );

/** Text as it is written: words, sentences, lines. */
export function prose(r: Random, length: number): string {
  let text = "";
  while (text.length < length) text += `${r.pick(WORDS)}${r.pick([" ", " ", " ", ", ", ".\n"])}`;
  return text.slice(0, length);
}

/** Lines that look like each other, as logs do. */
export function log(r: Random, length: number): string {
  let text = "";
  for (let at = 0; text.length < length; at++)
    text += `2026-0${r.int(1, 9)}-1${r.int(0, 9)}T0${r.int(0, 9)}:00:${at % 60} ${r.pick(["INFO", "WARN", "ERROR"])} worker-${r.int(1, 4)} ${r.pick(WORDS)}=${r.int(0, 9999)}\n`;
  return text.slice(0, length);
}

/** Letters that do not repeat in patterns: only their frequencies can be used. */
export function noise(
  r: Random,
  length: number,
  alphabet = "abcdefghijklmnopqrstuvwxyz0123456789+/",
): string {
  return Array.from({ length }, () => alphabet[Math.floor(r.next() ** 2 * alphabet.length)]).join("");
}

/** The same few letters again and again. */
export function runs(r: Random, length: number): string {
  let text = "";
  while (text.length < length) text += r.pick(["a", "b", "xy", "\n"]).repeat(r.int(1, 60));
  return text.slice(0, length);
}

export function anyText(r: Random, min: number, max: number): string {
  return r.pick([prose, log, noise, runs])(r, r.int(min, max));
}

/** Any bytes, some more often than others. */
export function binary(r: Random, length: number): Uint8Array {
  const skew = r.pick([1, 2, 4]);
  return Uint8Array.from({ length }, () => Math.floor(r.next() ** skew * 256));
}
