import { family, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import type { Json } from "./data.ts";

/** An expression, or one with constants that change. */
export type Expression = string | ((r: Random) => string);

export interface ExpressionOptions {
  /** How often each expression is tried, each time with another input. */
  readonly each?: number;
  /** How many may have the same answer. */
  readonly repeat?: number;
}

/** A family of expressions of one topic on inputs of one kind; without input, each is tried once. */
export function expressions(
  name: string,
  features: readonly string[],
  list: readonly Expression[],
  input?: (r: Random) => Json,
  options: ExpressionOptions = {},
): Family {
  const each = options.each ?? (input || list.some((one) => typeof one !== "string") ? 1.5 : 1);
  const tries = Math.ceil(list.length * each);
  return family(name, { features, tries, repeat: options.repeat ?? 3 }, (r, index) => {
    const one = list[index % list.length]!;
    const text = typeof one === "string" ? one : one(r);
    return {
      args: ["-c", ...(text.startsWith("-") ? ["--"] : []), text],
      stdin: input ? `${JSON.stringify(input(r))}\n` : "",
    };
  });
}

/** A family of expressions that are errors: many have the same message. */
export function mistakes(
  name: string,
  features: readonly string[],
  list: readonly Expression[],
  input?: (r: Random) => Json,
): Family {
  return expressions(name, ["errors", ...features], list, input, { repeat: 4, each: 1 });
}

/** A list of numbers of 1 to 3 digits as text. */
export const some = (r: Random): string => `[${r.times(3, 6, () => r.int(-9, 120)).join(", ")}]`;
