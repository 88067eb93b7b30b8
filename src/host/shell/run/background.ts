import { O_RDONLY } from "../../machine/flags.ts";
import { encodeText } from "../bytes.ts";
import { BUILTIN_NAMES } from "../builtins/names.ts";
import { FixedInput } from "../io/open-file.ts";
import { SystemFile } from "../io/system-file.ts";
import type { ListItem } from "../syntax/ast.ts";
import { endOfSubshell } from "./execute-subshell.ts";
import { statusOf } from "./jobs.ts";
import { errorText } from "./messages.ts";
import type { Shell } from "./shell.ts";
import { runSimple } from "./simple.ts";
import { spawnProcess } from "./spawn.ts";
import { saveState } from "./state.ts";
import { plainName } from "./static-lookup.ts";

/** Starts a command that ends in `&`. A program becomes a process as it is, anything else a shell of its own. */
export async function startBackground(shell: Shell, item: ListItem): Promise<void> {
  const inner = shell.subshell();
  inner.foreground = null;
  inner.interactive = false;
  // Without job control a background command does not take the input of what follows.
  if (!shell.interactive) inner.setFile(0, openNull(shell));
  const { pid, status } = isProgram(shell, item) ? await startProgram(inner, item) : startShell(inner, item);
  shell.backgroundPid = pid;
  if (pid === null) return;
  const job = shell.jobs.add(pid, shell.interactive ? pid : null, item.source, status);
  if (shell.interactive && shell.subshellDepth === 0) await shell.write(2, `[${job.number}] ${pid}\n`);
}

function openNull(shell: Shell): SystemFile {
  return new SystemFile(shell.sys, shell.process, shell.sys.open("/dev/null", O_RDONLY, 0), "opened");
}

function isProgram(shell: Shell, item: ListItem): boolean {
  const command = item.first.commands[0];
  if (item.rest.length > 0 || item.first.commands.length !== 1 || command?.kind !== "simple") return false;
  if (item.first.negated || item.first.timed !== false) return false;
  const name = plainName(command);
  return name !== null && !shell.functions.has(name) && !BUILTIN_NAMES.has(name);
}

/** `pid` null: there is no such program, which has been said. */
async function startProgram(
  inner: Shell,
  item: ListItem,
): Promise<{ pid: number | null; status: Promise<number> }> {
  inner.apart = true;
  const command = item.first.commands[0];
  if (command?.kind !== "simple") throw new TypeError("not a simple command");
  let told: ((pid: number) => void) | undefined;
  const spawned = new Promise<number>((resolve) => (told = resolve));
  inner.onSpawn = (pid) => told?.(pid);
  const status = endOfSubshell(inner, (stage) => runSimple(stage, command, true)).finally(() =>
    inner.dispose(),
  );
  const pid = await Promise.race([spawned, status.then(() => null)]);
  return { pid, status };
}

function startShell(inner: Shell, item: ListItem): { pid: number | null; status: Promise<number> } {
  const fd = Math.max(2, ...inner.files.keys()) + 1;
  const state = saveState(inner, { items: [{ ...item, background: false }] });
  inner.setFile(fd, new FixedInput(encodeText(state)));
  try {
    const child = spawnProcess(inner, {
      file: "/bin/bash",
      args: ["bash", `--subshell=${fd}`],
      env: inner.variables.environment(),
      leads: inner.jobs.ownGroups,
    });
    return { pid: child.pid, status: child.exit.then(statusOf) };
  } catch (error) {
    void inner.complain(`fork: ${errorText(error)}`);
    return { pid: null, status: Promise.resolve(254) };
  } finally {
    inner.dispose();
  }
}
