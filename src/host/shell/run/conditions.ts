import {
  R_OK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  W_OK,
  X_OK,
} from "../../machine/flags.ts";
import type { Stat } from "../../machine/syscalls.ts";
import { compareText } from "../expand/glob.ts";
import { arrayElements, elementValue, evaluateArithmetic, parameterValue } from "../expand/parameters.ts";
import { patternRegex } from "../expand/pattern.ts";
import { expandPattern, expandRegex, expandText } from "../expand/words.ts";
import { SystemFile } from "../io/system-file.ts";
import type { Condition } from "../syntax/ast.ts";
import { CommandError } from "./control.ts";
import { errorCode } from "./messages.ts";
import { SET_OPTIONS, SHOPT_OPTIONS } from "./options.ts";
import type { Shell } from "./shell.ts";
import { traceText } from "./trace.ts";

/** `[[ … ]]`: 0 true, 1 false, 2 for a regular expression that cannot be read. */
export async function evaluateCondition(shell: Shell, condition: Condition): Promise<number> {
  switch (condition.kind) {
    case "not": {
      const status = await evaluateCondition(shell, condition.operand);
      return status > 1 ? status : 1 - status;
    }
    case "and": {
      const status = await evaluateCondition(shell, condition.left);
      return status === 0 ? evaluateCondition(shell, condition.right) : status;
    }
    case "or": {
      const status = await evaluateCondition(shell, condition.left);
      return status === 1 ? evaluateCondition(shell, condition.right) : status;
    }
    case "unary": {
      const operand = await expandText(shell, condition.operand);
      await traceText(shell, `[[ ${condition.operator} ${operand || "''"} ]]`);
      return unaryTest(shell, condition.operator, operand) ? 0 : 1;
    }
    case "binary":
      return binaryCondition(shell, condition);
  }
}

async function binaryCondition(shell: Shell, condition: Condition & { kind: "binary" }): Promise<number> {
  const { operator } = condition;
  const left = await expandText(shell, condition.left);
  if (operator === "=~") {
    const source = await expandRegex(shell, condition.right);
    await traceText(shell, `[[ ${left || "''"} =~ ${source} ]]`);
    return matchRegex(shell, left, source);
  }
  if (operator === "==" || operator === "=" || operator === "!=") {
    const pattern = await expandPattern(shell, condition.right);
    await traceText(shell, `[[ ${left || "''"} ${operator} ${pattern || "''"} ]]`);
    const matches = patternRegex(pattern, { extended: true, ignoreCase: shell.options.nocasematch }).test(
      left,
    );
    return matches === (operator !== "!=") ? 0 : 1;
  }
  const right = await expandText(shell, condition.right);
  await traceText(shell, `[[ ${left || "''"} ${operator} ${right || "''"} ]]`);
  if (/^-(eq|ne|lt|le|gt|ge)$/.test(operator)) {
    return compareNumbers(operator, evaluateArithmetic(shell, left), evaluateArithmetic(shell, right))
      ? 0
      : 1;
  }
  return binaryTest(shell, operator, left, right) ? 0 : 1;
}

function matchRegex(shell: Shell, text: string, source: string): number {
  let regex: RegExp;
  try {
    regex = new RegExp(posixRegex(source), shell.options.nocasematch ? "i" : "");
  } catch (error) {
    if (error instanceof SyntaxError) return 2;
    throw error;
  }
  const match = regex.exec(text);
  const items = new Map((match ?? []).map((group, i): [number, string] => [i, group ?? ""]));
  shell.variables.declare("BASH_REMATCH").value = { kind: "indexed", items };
  return match === null ? 1 : 0;
}

/** Character classes are the only thing that JavaScript writes in another way. */
function posixRegex(source: string): string {
  const classes: Readonly<Record<string, string>> = {
    alpha: "a-zA-Z",
    digit: "0-9",
    alnum: "a-zA-Z0-9",
    upper: "A-Z",
    lower: "a-z",
    space: "\\s",
    blank: " \\t",
    punct: "!-\\/:-@\\[-`{-~",
    xdigit: "0-9A-Fa-f",
    cntrl: "\\x00-\\x1f\\x7f",
    print: "\\x20-\\x7e",
    graph: "\\x21-\\x7e",
    word: "\\w",
  };
  return source
    .replace(/\[\^?\]/g, (open) => `${open.slice(0, -1)}\\]`)
    .replace(/\[:([a-z]+):\]/g, (_all, name: string) => classes[name] ?? "");
}

export function unaryTest(shell: Shell, operator: string, operand: string): boolean {
  switch (operator) {
    case "-n":
      return operand !== "";
    case "-z":
      return operand === "";
    case "-t": {
      const file = shell.files.get(Number(operand));
      return file instanceof SystemFile && file.isTerminal;
    }
    case "-v":
      return isSet(shell, operand);
    case "-R":
      return shell.variables.own(operand)?.nameref === true;
    case "-o": {
      const name = [...SET_OPTIONS, ...SHOPT_OPTIONS].find((option) => option === operand);
      return name !== undefined && shell.options[name];
    }
    default:
      return fileTest(shell, operator, operand);
  }
}

function isSet(shell: Shell, name: string): boolean {
  const subscript = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(name);
  if (subscript === null) return parameterValue(shell, name) !== undefined;
  if (subscript[2] === "@" || subscript[2] === "*") return arrayElements(shell, subscript[1]!).length > 0;
  return elementValue(shell, subscript[1]!, subscript[2]!) !== undefined;
}

function fileTest(shell: Shell, operator: string, operand: string): boolean {
  if (operator === "-h" || operator === "-L") return typeOf(look(shell, operand, false)) === S_IFLNK;
  const access: Readonly<Record<string, number>> = { "-r": R_OK, "-w": W_OK, "-x": X_OK };
  const mode = access[operator];
  if (mode !== undefined) return accessible(shell, operand, mode);
  const stat = look(shell, operand, true);
  if (stat === null) return false;
  const types: Readonly<Record<string, number>> = {
    "-f": S_IFREG,
    "-d": S_IFDIR,
    "-p": S_IFIFO,
    "-S": S_IFSOCK,
    "-c": S_IFCHR,
    "-b": 0o060000,
  };
  const type = types[operator];
  if (type !== undefined) return typeOf(stat) === type;
  switch (operator) {
    case "-e":
    case "-a":
      return true;
    case "-s":
      return stat.size > 0;
    case "-u":
      return (stat.mode & 0o4000) !== 0;
    case "-g":
      return (stat.mode & 0o2000) !== 0;
    case "-k":
      return (stat.mode & 0o1000) !== 0;
    case "-N":
      return stat.mtimeMs > stat.atimeMs;
    case "-O":
    case "-G":
      return true;
    default:
      throw new CommandError(`${operator}: unary operator expected`, 2);
  }
}

function typeOf(stat: Stat | null): number {
  return stat === null ? 0 : stat.mode & S_IFMT;
}

/** Null when there is nothing to look at. */
function look(shell: Shell, path: string, follow: boolean): Stat | null {
  if (path === "") return null;
  try {
    const descriptor = /^\/dev\/(?:fd\/([0-9]+)|std(in|out|err))$/.exec(path);
    if (descriptor !== null) {
      const fd =
        descriptor[1] === undefined ? ["in", "out", "err"].indexOf(descriptor[2]!) : Number(descriptor[1]);
      const file = shell.files.get(fd);
      return file?.fd === undefined || file.fd === null ? null : shell.sys.fstat(file.fd);
    }
    return follow ? shell.sys.stat(shell.path(path)) : shell.sys.lstat(shell.path(path));
  } catch (error) {
    errorCode(error);
    return null;
  }
}

function accessible(shell: Shell, path: string, mode: number): boolean {
  if (path === "") return false;
  try {
    shell.sys.access(shell.path(path), mode);
    return true;
  } catch (error) {
    errorCode(error);
    return false;
  }
}

/** Binary operators that `[[` and `test` share. */
export function binaryTest(shell: Shell, operator: string, left: string, right: string): boolean {
  switch (operator) {
    case "<":
      return compareText(left, right) < 0;
    case ">":
      return compareText(left, right) > 0;
    case "-nt":
    case "-ot": {
      const [a, b] = [look(shell, left, true), look(shell, right, true)];
      const newer = operator === "-nt" ? [a, b] : [b, a];
      return newer[0] != null && (newer[1] == null || newer[0].mtimeMs > newer[1].mtimeMs);
    }
    case "-ef": {
      const [a, b] = [look(shell, left, true), look(shell, right, true)];
      return a !== null && b !== null && a.ino === b.ino && a.dev === b.dev;
    }
    default:
      throw new CommandError(`${operator}: binary operator expected`, 2);
  }
}

export function compareNumbers(operator: string, left: bigint, right: bigint): boolean {
  switch (operator) {
    case "-eq":
      return left === right;
    case "-ne":
      return left !== right;
    case "-lt":
      return left < right;
    case "-le":
      return left <= right;
    case "-gt":
      return left > right;
    default:
      return left >= right;
  }
}
