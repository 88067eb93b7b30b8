import type { Random } from "../../pipeline/random.ts";

const WORDS = [
  "red",
  "green",
  "blue",
  "a line",
  "  two blanks",
  "tab\there",
  "grüße",
  "naïve café",
  "1",
  "--",
  "日本",
  "x",
  "end.",
];

/** A text with some empty lines; usually with a newline at its end. */
export function someText(random: Random, min = 2, max = 7): string {
  const lines = random.times(min, max, () => (random.chance(0.3) ? "" : random.pick(WORDS)));
  return lines.join("\n") + (random.chance(0.85) ? "\n" : "");
}

/** A text with runs of empty lines. */
export function gappyText(random: Random): string {
  const part = (): string => random.pick(WORDS) + "\n".repeat(random.int(1, 4));
  return (random.chance(0.3) ? "\n\n" : "") + random.times(2, 4, part).join("");
}

/** A text of many short lines, so that numbers grow. */
export function longText(random: Random): string {
  return random.times(11, 24, () => `${random.pick(WORDS)}\n`).join("");
}
