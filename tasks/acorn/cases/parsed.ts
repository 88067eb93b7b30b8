import { family, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { expression, name, names, numeral, property, text } from "./program.ts";

/** A program, with `A`, `B`, `C` standing for different names, `N` for a number, `S` for a text, `E` for an expression, `P` for a property. */
export type Source = string | ((r: Random) => string);

export function fill(r: Random, source: Source): string {
  if (typeof source !== "string") return source(r);
  const [a, b, c] = names(r, 3);
  const put: Record<string, () => string> = {
    "‹A›": () => a!,
    "‹B›": () => b!,
    "‹C›": () => c!,
    "‹N›": () => numeral(r),
    "‹S›": () => text(r),
    "‹E›": () => expression(r, 1),
    "‹P›": () => property(r),
    "‹X›": () => name(r),
  };
  return source.replaceAll(/‹[A-Z]›/g, (mark) => put[mark]!());
}

export interface ParsedOptions {
  /** Versions to choose from; the first is chosen half the time. */
  readonly ecma?: readonly number[];
  readonly flags?: readonly string[];
  readonly each?: number;
  readonly repeat?: number;
}

/** A family of programs on one topic. */
export function parsed(
  name: string,
  features: readonly string[],
  list: readonly Source[],
  options: ParsedOptions = {},
): Family {
  const versions = options.ecma ?? [2026, 2022, 2024, 2025, 17, 13];
  const each = options.each ?? 1.5;
  return family(
    name,
    { features, tries: Math.ceil(list.length * each), repeat: options.repeat ?? 1 },
    (r, index) => ({
      args: [
        `--ecma${r.chance(0.5) ? versions[0]! : r.pick(versions)}`,
        "--compact",
        ...(options.flags ?? []),
      ],
      stdin: fill(r, list[index % list.length]!),
    }),
  );
}

/** Programs that are wrong: many have the same message. */
export function wrong(
  name: string,
  features: readonly string[],
  list: readonly Source[],
  options: ParsedOptions = {},
): Family {
  return parsed(`wrong-${name}`, ["errors", ...features], list, { repeat: 3, each: 1, ...options });
}
