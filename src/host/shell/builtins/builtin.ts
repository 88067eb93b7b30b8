import type { Shell } from "../run/shell.ts";

/** An assignment among the arguments of `declare`, `export` …, its value expanded. */
export interface AssignmentArgument {
  readonly name: string;
  readonly index: string | null;
  readonly append: boolean;
  readonly value: string | readonly ArrayItem[];
}

export interface ArrayItem {
  /** The text of the subscript; null: the next one. */
  readonly index: string | null;
  readonly append: boolean;
  readonly text: string;
}

export type Argument = string | AssignmentArgument;

/** A command that the shell carries out itself. `args` are without the name. Gives the status. */
export type Builtin = (shell: Shell, args: readonly string[]) => Promise<number>;

/** One that takes assignments as arguments. */
export type DeclarationBuiltin = (shell: Shell, name: string, args: readonly Argument[]) => Promise<number>;

/** `bash: line 1: name: message` */
export async function complain(shell: Shell, name: string, message: string, status = 1): Promise<number> {
  await shell.complain(`${name}: ${message}`);
  return status;
}
