import { scriptParser } from "../syntax/parser.ts";
import { ShellSyntaxError } from "../syntax/source.ts";
import type { SimpleCommand } from "../syntax/ast.ts";
import { expandWords } from "../expand/words.ts";
import type { Shell } from "./shell.ts";
import { isRealProgram } from "./static-lookup.ts";

/**
 * Runs the text of `-c`. When it is but one program, that takes the shell's place, as in bash and dash: what kills the
 * shell is meant for the program.
 */
export async function runTailCommand(shell: Shell, text: string): Promise<number> {
  const command = onlyProgram(shell, text);
  if (command === null) return shell.runner.text(shell, text, { label: "-c" });
  shell.line = command.line;
  const words = await expandWords(
    shell,
    command.words.flatMap((word) => ("parts" in word ? [word] : [])),
  );
  return shell.runner.replace(shell, words, shell.variables.environment());
}

/** Without assignments, redirections and options that would show the difference. */
function onlyProgram(shell: Shell, text: string): SimpleCommand | null {
  if (shell.options.xtrace || shell.options.noexec || shell.options.nounset) return null;
  try {
    const parser = scriptParser(text);
    const line = parser.nextLine();
    const item = line?.items[0];
    const command = item?.first.commands[0];
    if (line?.items.length !== 1 || item!.rest.length > 0 || item!.background || parser.nextLine() !== null)
      return null;
    if (item!.first.commands.length !== 1 || item!.first.negated || item!.first.timed !== false) return null;
    if (command?.kind !== "simple" || command.redirects.length + command.assignments.length > 0) return null;
    return isRealProgram(shell, command) && !hasExpansions(command) ? command : null;
  } catch (error) {
    // It is reported when it is run.
    if (error instanceof ShellSyntaxError) return null;
    throw error;
  }
}

function hasExpansions(command: SimpleCommand): boolean {
  const text = JSON.stringify(command.words);
  return /"kind":"(command|arithmetic|process)"|"operation":\{|"assignment"/.test(text);
}
