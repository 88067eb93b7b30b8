import { quoteIfNeeded } from "../expand/transform.ts";
import type { Shell } from "./shell.ts";

/** `set -x`: the command as it is carried out, on stderr. */
export async function trace(shell: Shell, words: readonly string[]): Promise<void> {
  await traceText(shell, words.map(quoteIfNeeded).join(" "));
}

export async function traceText(shell: Shell, text: string): Promise<void> {
  if (!shell.options.xtrace) return;
  const mark = shell.variables.scalar("PS4") ?? "+ ";
  await shell.write(2, `${mark.charAt(0).repeat(shell.subshellDepth + 1)}${mark.slice(1)}${text}\n`);
}
