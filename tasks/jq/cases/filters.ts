import { family, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import type { Json } from "./json.ts";

/** A filter, or one with constants that change. */
export type Filter = string | ((r: Random) => string);

export interface FilterOptions {
  /** How often each filter is tried, each time with another input (default 1.5: half of them twice). */
  readonly each?: number;
  /** Options before the filter (default `-c`). */
  readonly args?: readonly string[];
  readonly repeat?: number;
}

/** A family of filters of one topic on inputs of one kind. */
export function filters(
  name: string,
  features: readonly string[],
  list: readonly Filter[],
  input: (r: Random) => Json,
  options: FilterOptions = {},
): Family {
  const tries = Math.ceil(list.length * (options.each ?? 1.5));
  return family(name, { features, tries, repeat: options.repeat ?? 3 }, (r, index) => {
    const filter = list[index % list.length]!;
    return {
      args: [...(options.args ?? ["-c"]), typeof filter === "string" ? filter : filter(r)],
      // Text as a program would write it: what jq does to odd spacing is another family's matter.
      stdin: `${JSON.stringify(input(r))}\n`,
    };
  });
}

/** A family of filters that need no input. */
export function programs(
  name: string,
  features: readonly string[],
  list: readonly Filter[],
  options: FilterOptions = {},
): Family {
  const tries = Math.ceil(list.length * (options.each ?? 1.5));
  return family(name, { features, tries, repeat: options.repeat ?? 3 }, (r, index) => {
    const filter = list[index % list.length]!;
    return { args: ["-n", ...(options.args ?? ["-c"]), typeof filter === "string" ? filter : filter(r)] };
  });
}
