export interface Flags {
  readonly set: ReadonlySet<string>;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly rest: readonly string[];
  /** An option that is not known, with its dash. */
  readonly wrong: string | null;
}

/** Options of a builtin: single letters, those of `valued` with a value that follows or is attached. */
export function readFlags(args: readonly string[], plain: string, valued: string): Flags {
  const set = new Set<string>();
  const values: Record<string, string> = {};
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === "--") {
      at++;
      break;
    }
    if (!arg.startsWith("-") || arg === "-") break;
    for (let i = 1; i < arg.length; i++) {
      const letter = arg[i]!;
      if (plain.includes(letter)) set.add(letter);
      else if (valued.includes(letter)) {
        const attached = arg.slice(i + 1);
        values[letter] = attached === "" ? (args[++at] ?? "") : attached;
        break;
      } else return { set, values, rest: [], wrong: `-${letter}` };
    }
  }
  return { set, values, rest: args.slice(at), wrong: null };
}
