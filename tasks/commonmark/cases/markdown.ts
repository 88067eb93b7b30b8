import { family, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";

const WORDS = [
  "alpha",
  "beta",
  "gamma",
  "delta",
  "kiwi",
  "plum",
  "fig",
  "naïve",
  "Zoë",
  "日本",
  "x2",
  "Ünder",
];

export const word = (r: Random): string => r.pick(WORDS);
export const phrase = (r: Random, min = 1, max = 4): string => r.times(min, max, () => word(r)).join(" ");

/** Markdown in which ‹W› stands for a word, ‹P› for a phrase, ‹N› for a number, ‹L› for a label (always the same). */
export type Text = string | ((r: Random) => string);

export function fill(r: Random, text: Text): string {
  if (typeof text !== "string") return text(r);
  const label = word(r);
  const put: Record<string, () => string> = {
    "‹W›": () => word(r),
    "‹P›": () => phrase(r),
    "‹N›": () => String(r.int(2, 99)),
    "‹L›": () => label,
  };
  return text.replaceAll(/‹[A-Z]›/g, (mark) => put[mark]!());
}

export interface MarkdownOptions {
  readonly flags?: readonly string[];
  readonly each?: number;
  readonly repeat?: number;
}

/** A family of texts on one topic. */
export function markdown(
  name: string,
  features: readonly string[],
  list: readonly Text[],
  options: MarkdownOptions = {},
): Family {
  const tries = Math.ceil(list.length * (options.each ?? 1.5));
  return family(name, { features, tries, repeat: options.repeat ?? 1 }, (r, index) => {
    const text = fill(r, list[index % list.length]!);
    return {
      args: [...(options.flags ?? [])],
      stdin: r.chance(0.9) && !text.endsWith("\n") ? `${text}\n` : text,
    };
  });
}
