import { expandArithmetic, expandPattern, expandText, expandWords } from "../expand/words.ts";
import { assign } from "../expand/parameters.ts";
import { patternRegex } from "../expand/pattern.ts";
import type { Command, CompoundCommand, ListItem, Pipeline, Script } from "../syntax/ast.ts";
import { startBackground } from "./background.ts";
import { evaluateCondition } from "./conditions.ts";
import { CommandError, ExitControl, LoopControl } from "./control.ts";
import { runSubshell } from "./execute-subshell.ts";
import { runPipeline } from "./pipeline.ts";
import { redirect } from "./redirects.ts";
import type { Shell } from "./shell.ts";
import { runSimple } from "./simple.ts";
import { traceText } from "./trace.ts";
import { runTraps } from "./traps.ts";

/** Runs commands one after the other; the status is that of the last one. */
export async function runScript(shell: Shell, script: Script): Promise<number> {
  for (const item of script.items) await runItem(shell, item);
  return shell.status;
}

export async function runItem(shell: Shell, item: ListItem): Promise<void> {
  if (shell.options.noexec) return;
  if (item.background) {
    await startBackground(shell, item);
    shell.status = 0;
    return;
  }
  await runPipelineNode(shell, item.first, item.rest.length > 0);
  for (const [i, { operator, pipeline }] of item.rest.entries()) {
    if ((shell.status === 0) !== (operator === "&&")) continue;
    await runPipelineNode(shell, pipeline, i < item.rest.length - 1);
  }
}

/** `tested`: the status is asked for by `&&`, `||`, `!` or a condition, so that `-e` does not apply. */
async function runPipelineNode(shell: Shell, pipeline: Pipeline, tested: boolean): Promise<void> {
  await shell.process.breathe();
  await runTraps(shell);
  const suspends = tested || pipeline.negated;
  const started = performance.now();
  if (suspends) shell.errexitSuspended++;
  try {
    if (pipeline.commands.length === 1) {
      shell.status = await runCommand(shell, pipeline.commands[0]!);
      shell.pipeStatus = [shell.status];
    } else shell.status = await runPipeline(shell, pipeline, runCommand);
  } finally {
    if (suspends) shell.errexitSuspended--;
  }
  if (pipeline.timed !== false) await reportTime(shell, pipeline.timed, performance.now() - started);
  if (pipeline.negated) shell.status = shell.status === 0 ? 1 : 0;
  else if (shell.status !== 0 && !tested) await failed(shell, pipeline);
}

/** A command has failed and nothing asked for its status. */
async function failed(shell: Shell, pipeline: Pipeline): Promise<void> {
  // What a compound command ended with has been seen to where it happened.
  const last = pipeline.commands.at(-1);
  const inner =
    last !== undefined &&
    pipeline.commands.length === 1 &&
    last.kind !== "simple" &&
    last.kind !== "subshell" &&
    last.kind !== "arithmetic" &&
    last.kind !== "condition";
  if (inner || shell.errexitSuspended > 0) return;
  const trap = shell.traps.get("ERR");
  if (trap !== undefined && trap !== "" && (shell.frames.length === 0 || shell.options.errtrace)) {
    const { status } = shell;
    shell.errexitSuspended++;
    await shell.runner.text(shell, trap);
    shell.errexitSuspended--;
    shell.status = status;
  }
  if (shell.options.errexit) throw new ExitControl(shell.status);
}

async function reportTime(shell: Shell, format: "bash" | "posix", milliseconds: number): Promise<void> {
  const seconds = milliseconds / 1000;
  const spent = (value: number): string => `${Math.floor(value / 60)}m${(value % 60).toFixed(3)}s`;
  await shell.write(
    2,
    format === "posix"
      ? `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`
      : `\nreal\t${spent(seconds)}\nuser\t${spent(0)}\nsys\t${spent(0)}\n`,
  );
}

/** `last`: nothing else will use this shell, so that what it holds open may be let go early. */
export async function runCommand(shell: Shell, command: Command, last = false): Promise<number> {
  shell.line = command.line;
  if (command.kind === "simple") return runSimple(shell, command, last);
  if (command.kind === "function") {
    shell.functions.set(command.name, command);
    return 0;
  }
  return runCompound(shell, command);
}

export async function runCompound(shell: Shell, command: CompoundCommand): Promise<number> {
  if (command.redirects.length === 0) return runBody(shell, command);
  try {
    const restore = await redirect(shell, command.redirects);
    try {
      return await runBody(shell, command);
    } finally {
      restore();
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await shell.complain(error.message);
    return error.status;
  }
}

async function runBody(shell: Shell, command: CompoundCommand): Promise<number> {
  switch (command.kind) {
    case "group":
      return runScript(shell, command.body);
    case "subshell":
      return runSubshell(shell, (inner) => runScript(inner, command.body));
    case "if":
      for (const { condition, body } of command.clauses) {
        if ((await runTested(shell, condition)) === 0) return runScript(shell, body);
      }
      if (command.otherwise !== null) return runScript(shell, command.otherwise);
      return 0;
    case "while":
    case "until":
      return runLoop(shell, command.body, async () => {
        const status = await runTested(shell, command.condition);
        return (status === 0) === (command.kind === "while");
      });
    case "for":
      return runFor(shell, command);
    case "select":
      return runSelect(shell, command);
    case "arithmetic-for": {
      await expandArithmetic(shell, command.init);
      let first = true;
      return runLoop(shell, command.body, async () => {
        if (!first) await expandArithmetic(shell, command.step);
        first = false;
        return command.condition.parts.length === 0 || isEmpty(await expandText(shell, command.condition))
          ? true
          : (await expandArithmetic(shell, command.condition)) !== 0n;
      });
    }
    case "case":
      return runCase(shell, command);
    case "arithmetic": {
      const text = await expandText(shell, command.expression);
      await traceText(shell, `(( ${text} ))`);
      return (await expandArithmetic(shell, command.expression)) !== 0n ? 0 : 1;
    }
    case "condition":
      return evaluateCondition(shell, command.expression);
  }
}

function isEmpty(text: string): boolean {
  return text.trim() === "";
}

async function runTested(shell: Shell, condition: Script): Promise<number> {
  shell.errexitSuspended++;
  try {
    return await runScript(shell, condition);
  } finally {
    shell.errexitSuspended--;
  }
}

/** Repeats the body while `next` says so. */
async function runLoop(shell: Shell, body: Script, next: () => Promise<boolean>): Promise<number> {
  let status = 0;
  shell.loopDepth++;
  try {
    while (await next()) {
      try {
        status = await runScript(shell, body);
      } catch (error) {
        if (!(error instanceof LoopControl)) throw error;
        status = shell.status = 0;
        if (--error.levels > 0 && shell.loopDepth > 1) throw error;
        if (error.action === "break") break;
      }
      await shell.process.breathe();
    }
  } catch (error) {
    if (!(error instanceof LoopControl)) throw error;
    // It came from the loop's condition.
    if (--error.levels > 0 && shell.loopDepth > 1) throw error;
  } finally {
    shell.loopDepth--;
  }
  return status;
}

async function runFor(shell: Shell, command: CompoundCommand & { kind: "for" | "select" }): Promise<number> {
  const values = command.words === null ? [...shell.positional] : await expandWords(shell, command.words);
  let at = 0;
  return runLoop(shell, command.body, async () => {
    if (at >= values.length) return false;
    if (shell.options.xtrace) await traceText(shell, `for ${command.name} in ${values.join(" ")}`);
    assign(shell, command.name, null, values[at++]!);
    return true;
  });
}

async function runSelect(
  shell: Shell,
  command: CompoundCommand & { kind: "for" | "select" },
): Promise<number> {
  const values = command.words === null ? [...shell.positional] : await expandWords(shell, command.words);
  if (values.length === 0) return 0;
  const menu = values.map((value, i) => `${i + 1}) ${value}\n`).join("");
  let shows = true;
  return runLoop(shell, command.body, async () => {
    for (;;) {
      if (shows) await shell.write(2, menu);
      await shell.write(2, shell.variables.scalar("PS3") ?? "#? ");
      if ((await shell.runner.words(shell, ["read", "REPLY"], "builtins")) !== 0) {
        await shell.write(2, "\n");
        return false;
      }
      const reply = (shell.variables.scalar("REPLY") ?? "").trim();
      shows = reply === "";
      if (shows) continue;
      assign(shell, command.name, null, values[Number(reply) - 1] ?? "");
      return true;
    }
  });
}

async function runCase(shell: Shell, command: CompoundCommand & { kind: "case" }): Promise<number> {
  const subject = await expandText(shell, command.subject);
  await traceText(shell, `case ${subject} in`);
  let status = 0;
  let falls = false;
  for (const branch of command.branches) {
    if (!falls && !(await matches(shell, subject, branch.patterns))) continue;
    status = await runScriptOrNothing(shell, branch.body);
    if (branch.end === ";;") return status;
    falls = branch.end === ";&";
  }
  return status;
}

async function matches(
  shell: Shell,
  subject: string,
  patterns: readonly Parameters<typeof expandPattern>[1][],
): Promise<boolean> {
  for (const word of patterns) {
    const pattern = await expandPattern(shell, word);
    const options = { extended: shell.options.extglob, ignoreCase: shell.options.nocasematch };
    if (patternRegex(pattern, options).test(subject)) return true;
  }
  return false;
}

/** An empty branch gives 0. */
async function runScriptOrNothing(shell: Shell, script: Script): Promise<number> {
  if (script.items.length > 0) return runScript(shell, script);
  shell.status = 0;
  return 0;
}
