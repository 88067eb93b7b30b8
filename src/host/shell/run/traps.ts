import type { Shell } from "./shell.ts";

/** Runs the commands of trapped signals that have arrived. */
export async function runTraps(shell: Shell): Promise<void> {
  for (const name of shell.process.takeSignals()) {
    const command = shell.traps.get(name);
    if (command === undefined || command === "") continue;
    const { status } = shell;
    await shell.runner.text(shell, command);
    shell.status = status;
  }
}
