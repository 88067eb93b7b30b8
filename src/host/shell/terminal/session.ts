import { encodeText } from "../bytes.ts";
import { jobLine } from "../builtins/jobs.ts";
import { ExitControl, ExpansionError, Interrupted, LoopControl, ReturnControl } from "../run/control.ts";
import { runExitTrap } from "../run/execute-subshell.ts";
import { Foreground } from "../run/foreground.ts";
import { errorCode, errorText, faultText } from "../run/messages.ts";
import { isUnfinished } from "../run/script-input.ts";
import type { Shell } from "../run/shell.ts";
import { SIGNALS } from "../run/signals.ts";
import { complete } from "./completion.ts";
import { LineEditor, type EditorTerminal } from "./editor.ts";
import { expandHistory, History } from "./history.ts";
import { promptText } from "./prompt.ts";

const INTERRUPTED = 130;
const FAULT = 125;
const BRACKETED_PASTE = { on: "\x1b[?2004h", off: "\x1b[?2004l" };

/** An interactive shell at the terminal of descriptor 0. `marks`: tells by OSC 654 where it stands. @returns the status. */
export async function interact(shell: Shell, marks: boolean): Promise<number> {
  const { sys } = shell;
  shell.interactive = true;
  shell.options.expand_aliases = true;
  shell.options.monitor = true;
  for (const name of ["ls", "grep"]) shell.aliases.set(name, `${name} --color=auto`);
  shell.jobs.ownGroups = true;
  const terminal = 0;
  if (sys.kind(terminal) === "tty") takeTerminal(shell, terminal);
  for (const name of ["SIGQUIT", "SIGTSTP", "SIGTTIN", "SIGTTOU"])
    sys.onSignal(SIGNALS[name]!, () => undefined);
  sys.onSignal(SIGNALS.SIGINT!, () => shell.process.interrupt());
  const home = shell.variables.scalar("HOME") ?? "/";
  const history = new History(
    sys,
    shell.variables.scalar("HISTFILE") ?? `${home}/.bash_history`,
    shell.history,
  );
  const io = editorTerminal(shell, terminal);
  const editor = new LineEditor(io, history, (before) => complete(shell, before));
  await readStartFile(shell, `${home}/.bashrc`);
  const mark = (text: string): void => {
    if (marks) io.write(`\x1b]654;${text}\x07`);
  };
  mark("interactive");
  for (let number = 1; ; number++) {
    await reportJobs(shell);
    const command = await readCommand(shell, editor, io, history, mark);
    if (command === null) break;
    if (command.trim() === "") continue;
    const ended = await runCommand(shell, command);
    mark(`exit=${number}:${shell.status}`);
    if (ended) return runExitTrap(shell);
  }
  await shell.write(2, "exit\n");
  return runExitTrap(shell);
}

/** The shell leads a group of its own, and the terminal's signals go to it. */
function takeTerminal(shell: Shell, terminal: number): void {
  const { sys } = shell;
  try {
    sys.setGroup(sys.pid, sys.pid);
  } catch (error) {
    // The leader of a session leads its group already.
    errorCode(error);
  }
  sys.setForeground(terminal, sys.pid);
  shell.foreground = new Foreground(sys, terminal, sys.pid);
}

function editorTerminal(shell: Shell, fd: number): EditorTerminal {
  const { sys } = shell;
  const isTerminal = sys.kind(fd) === "tty";
  return {
    read: () =>
      new Promise((resolve, reject) => {
        sys.readAsync(fd, 65_536, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
      }),
    write(text) {
      const bytes = encodeText(text);
      const output = shell.files.get(2)?.fd ?? 2;
      for (let done = 0; done < bytes.length;) done += sys.write(output, bytes.subarray(done), null);
    },
    columns: () => (isTerminal ? sys.ttySize(fd).cols : 80),
    onResize: (listener) => (isTerminal ? sys.onTtyResize(fd, listener) : () => undefined),
  };
}

/** A whole command, over as many lines as it takes. Null at the end of input. */
async function readCommand(
  shell: Shell,
  editor: LineEditor,
  io: EditorTerminal,
  history: History,
  mark: (text: string) => void,
): Promise<string | null> {
  let text = "";
  const terminal = shell.foreground !== null;
  for (;;) {
    if (terminal) shell.sys.setTtyMode(0, "raw");
    // After the mark an app may type, which the editor is to show, not the terminal.
    if (text === "") mark("prompt");
    io.write(BRACKETED_PASTE.on);
    const prompt = text === "" ? await promptText(shell) : (shell.variables.scalar("PS2") ?? "> ");
    const edited = await editor.readLine(prompt);
    io.write(BRACKETED_PASTE.off);
    if (terminal) shell.sys.setTtyMode(0, "cooked");
    if (edited.kind === "end") {
      if (text === "") return null;
      await shell.complain("syntax error: unexpected end of file");
      shell.status = 2;
      return "";
    }
    if (edited.kind === "interrupt") {
      shell.status = INTERRUPTED;
      text = "";
      continue;
    }
    const line = expandHistory(edited.text, history.lines);
    if (line === null) {
      await shell.complain(`${edited.text}: event not found`);
      continue;
    }
    if (line !== edited.text) io.write(`${line}\n`);
    text += text === "" ? line : `\n${line}`;
    if (isUnfinished(`${text}\n`)) continue;
    history.add(text);
    return text;
  }
}

/** @returns whether the shell is to end. */
async function runCommand(shell: Shell, text: string): Promise<boolean> {
  shell.process.clearInterrupt();
  try {
    shell.status = await shell.runner.text(shell, text);
    return false;
  } catch (error) {
    if (error instanceof ExitControl) {
      shell.status = error.status;
      return true;
    }
    if (error instanceof Interrupted) {
      shell.status = INTERRUPTED;
      await shell.write(2, "\n");
    } else if (error instanceof ExpansionError) {
      if (!error.isReported) await shell.complain(error.message);
      shell.status = error.status;
    } else if (error instanceof LoopControl || error instanceof ReturnControl) shell.status = 0;
    else {
      // The session goes on, whatever one command met.
      await shell.complain(faultText(error));
      shell.status = FAULT;
    }
    shell.process.clearInterrupt();
    leaveEverything(shell);
    return false;
  }
}

/** What a command that was broken off may have left behind. */
function leaveEverything(shell: Shell): void {
  shell.loopDepth = 0;
  shell.errexitSuspended = 0;
  while (shell.frames.length > 0) shell.frames.pop();
  while (shell.variables.depth > 0) shell.variables.popScope();
}

async function reportJobs(shell: Shell): Promise<void> {
  const all = shell.jobs.all();
  for (const job of shell.jobs.takeFinished()) await shell.write(2, `${jobLine(job, all)}\n`);
}

async function readStartFile(shell: Shell, path: string): Promise<void> {
  try {
    shell.sys.stat(path);
  } catch (error) {
    errorText(error);
    return;
  }
  await runCommand(shell, `. ${path}`);
}
