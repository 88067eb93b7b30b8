/** What is asked for wrongly; the program ends with 2. */
export class UsageError extends Error {}

export interface Request {
  readonly expression: string;
  /** File with variables, or null. */
  readonly bindings: string | null;
  readonly compact: boolean;
}

/** @throws UsageError */
export function readRequest(args: readonly string[]): Request {
  const words: string[] = [];
  let bindings: string | null = null;
  let compact = false;
  let options = true;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (!options || arg === "-" || !arg.startsWith("-")) words.push(arg);
    else if (arg === "--") options = false;
    else if (arg === "-c" || arg === "--compact") compact = true;
    else if (arg === "-b" || arg === "--bindings") {
      const file = args[++at];
      if (file === undefined) throw new UsageError(`${arg} needs a file`);
      bindings = file;
    } else throw new UsageError(`unknown option ${arg}`);
  }
  const [expression, ...more] = words;
  if (expression === undefined) throw new UsageError("usage: jsonata [-c] [-b FILE] EXPRESSION < INPUT");
  if (more.length > 0) throw new UsageError(`more than one expression: ${more[0]}`);
  return { expression, bindings, compact };
}
