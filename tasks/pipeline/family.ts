import type { CaseFile } from "../../src/core/case.ts";
import { Random } from "./random.ts";

/** What goes into a run of the original. Left out means empty. */
export interface CaseInput {
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | CaseFile>>;
}

/**
 * One behaviour, shown with many values. A hidden case is the dual of visible cases of its own family, so a family
 * must be narrow: whoever explains its visible cases must be able to pass the hidden ones.
 */
export interface Family {
  /** Kebab-case, unique in the task; cases are named `<name>-001` … */
  readonly name: string;
  /** Features as the manual names them; they become labels and the coverage report. */
  readonly features: readonly string[];
  /** How many inputs are tried. */
  readonly tries: number;
  /** How many cases with the same answer may stay (default 1). */
  readonly repeat: number;
  readonly make: (random: Random, index: number) => CaseInput;
}

export function family(
  name: string,
  options: { readonly features: readonly string[]; readonly tries?: number; readonly repeat?: number },
  make: Family["make"],
): Family {
  return { name, features: options.features, tries: options.tries ?? 9, repeat: options.repeat ?? 1, make };
}

/** A family whose inputs are written down. */
export function listed(
  name: string,
  options: { readonly features: readonly string[]; readonly repeat?: number },
  inputs: readonly CaseInput[],
): Family {
  return family(name, { ...options, tries: inputs.length }, (_random, index) => inputs[index]!);
}

/** An input that was made, before the original has answered. */
export interface Draft {
  readonly family: Family;
  /** `<family>#<try>`: stable as long as the generator is. */
  readonly key: string;
  readonly input: Required<CaseInput> & { readonly files: Readonly<Record<string, CaseFile>> };
}

/** All inputs of all families, without those that occur twice. */
export function draftCases(taskId: string, families: readonly Family[]): readonly Draft[] {
  const seen = new Set<string>();
  const names = new Set<string>();
  const drafts: Draft[] = [];
  for (const one of families) {
    if (names.has(one.name)) throw new Error(`${taskId}: two families are called ${one.name}`);
    names.add(one.name);
    const random = new Random(`${taskId}/${one.name}`);
    for (let index = 0; index < one.tries; index++) {
      const made = one.make(random, index);
      const input = {
        args: made.args,
        stdin: made.stdin ?? "",
        env: made.env ?? {},
        files: Object.fromEntries(
          Object.entries(made.files ?? {}).map(([path, file]) => [
            path,
            typeof file === "string" ? { format: "str" as const, content: file } : file,
          ]),
        ),
      };
      const text = JSON.stringify(input);
      if (seen.has(text)) continue;
      seen.add(text);
      drafts.push({ family: one, key: `${one.name}#${index}`, input });
    }
  }
  return drafts;
}
