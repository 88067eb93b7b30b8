import { carryOut } from "../expand/assignments.ts";
import { evaluateArithmetic, fromEnd, toIndexed } from "../expand/parameters.ts";
import { declaration, quoteForReuse } from "../expand/transform.ts";
import type { Shell } from "../run/shell.ts";
import type { Variable } from "../run/variables.ts";
import type { Argument, AssignmentArgument, DeclarationBuiltin } from "./builtin.ts";
import { complain } from "./builtin.ts";

const NAME = /^([A-Za-z_][A-Za-z0-9_]*)(?:\[(.*?)\])?(?:(\+?)=(.*))?$/s;

interface Options {
  readonly on: Set<string>;
  readonly off: Set<string>;
  readonly rest: readonly Argument[];
}

function readOptions(args: readonly Argument[]): Options {
  const on = new Set<string>();
  const off = new Set<string>();
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at];
    if (typeof arg !== "string" || !/^[-+]./.test(arg)) break;
    if (arg === "--") {
      at++;
      break;
    }
    for (const letter of arg.slice(1)) (arg.startsWith("-") ? on : off).add(letter);
  }
  return { on, off, rest: args.slice(at) };
}

export const declareBuiltin: DeclarationBuiltin = async (shell, name, args) => {
  const { on, off, rest } = readOptions(args);
  const wrong = [...on, ...off].find((letter) => !"aAfFgiIlnrtupx".includes(letter));
  if (wrong !== undefined) return complain(shell, name, `-${wrong}: invalid option`, 2);
  if (name === "local" && shell.frames.length === 0) {
    return complain(shell, "local", "can only be used in a function");
  }
  if (on.has("f") || on.has("F")) return declareFunctions(shell, on, rest);
  if (on.has("p")) return printVariables(shell, name, rest, () => true);
  if (rest.length === 0)
    return printVariables(shell, name, [], (variable) => hasAttributes(variable, on), on.size === 0);
  const scoped = shell.frames.length > 0 && !on.has("g");
  return declareEach(shell, name, rest, (variable) => setAttributes(variable, on, off), scoped);
};

export const exportBuiltin: DeclarationBuiltin = async (shell, name, args) => {
  const { on, rest } = readOptions(args);
  if (rest.length === 0 || on.has("p"))
    return printVariables(shell, name, rest, (variable) => variable.exported);
  if (on.has("f")) return 0;
  return declareEach(shell, name, rest, (variable) => (variable.exported = !on.has("n")), false);
};

export const readonlyBuiltin: DeclarationBuiltin = async (shell, name, args) => {
  const { on, rest } = readOptions(args);
  if (rest.length === 0 || on.has("p"))
    return printVariables(shell, name, rest, (variable) => variable.readonly);
  if (on.has("f")) return 0;
  return declareEach(
    shell,
    name,
    rest,
    (variable) => setAttributes(variable, new Set([...on, "r"]), new Set()),
    false,
  );
};

async function declareEach(
  shell: Shell,
  name: string,
  args: readonly Argument[],
  mark: (variable: Variable) => void,
  scoped: boolean,
): Promise<number> {
  let status = 0;
  for (const arg of args) {
    const assignment = typeof arg === "string" ? parse(arg) : arg;
    if (assignment === null) {
      status = await complain(
        shell,
        name,
        `\`${typeof arg === "string" ? arg : arg.name}': not a valid identifier`,
      );
      continue;
    }
    if (scoped) shell.variables.makeLocal(assignment.name);
    const variable = own(shell, assignment.name);
    // `readonly x=1` has to assign before it protects, `declare -i x=1+1` the other way round.
    const wasReadonly = variable.readonly;
    mark(variable);
    if (assignment.value === null) continue;
    const isReadonly = variable.readonly;
    variable.readonly = wasReadonly;
    if (variable.nameref && typeof assignment.value === "string") {
      variable.value = { kind: "scalar", text: assignment.value };
    } else carryOut(shell, assignment as AssignmentArgument);
    variable.readonly = isReadonly;
  }
  return status;
}

function own(shell: Shell, name: string): Variable {
  return shell.variables.own(name) ?? shell.variables.declare(name);
}

function parse(text: string): (Omit<AssignmentArgument, "value"> & { value: string | null }) | null {
  const match = NAME.exec(text);
  if (match === null) return null;
  return { name: match[1]!, index: match[2] ?? null, append: match[3] === "+", value: match[4] ?? null };
}

function setAttributes(variable: Variable, on: ReadonlySet<string>, off: ReadonlySet<string>): void {
  if (on.has("x")) variable.exported = true;
  if (off.has("x")) variable.exported = false;
  if (on.has("r")) variable.readonly = true;
  if (on.has("i")) variable.integer = true;
  if (off.has("i")) variable.integer = false;
  if (on.has("n")) variable.nameref = true;
  if (off.has("n")) variable.nameref = false;
  if (on.has("l")) variable.letters = "lower";
  if (on.has("u")) variable.letters = "upper";
  if (off.has("l") || off.has("u")) variable.letters = null;
  if (on.has("a")) toIndexed(variable);
  if (on.has("A") && variable.value?.kind !== "associative") {
    variable.value = { kind: "associative", items: new Map() };
  }
}

function hasAttributes(variable: Variable, on: ReadonlySet<string>): boolean {
  return [...on].every((letter) => {
    switch (letter) {
      case "x":
        return variable.exported;
      case "r":
        return variable.readonly;
      case "i":
        return variable.integer;
      case "n":
        return variable.nameref;
      case "a":
        return variable.value?.kind === "indexed";
      case "A":
        return variable.value?.kind === "associative";
      default:
        return true;
    }
  });
}

async function printVariables(
  shell: Shell,
  command: string,
  args: readonly Argument[],
  shows: (variable: Variable) => boolean,
  plain = false,
): Promise<number> {
  let status = 0;
  let text = "";
  const names = args.length > 0 ? args.map(String) : shell.variables.names();
  for (const name of names) {
    const variable = shell.variables.own(name);
    if (variable === undefined) status = await complain(shell, command, `${name}: not found`);
    else if (args.length > 0 || shows(variable))
      text += plain ? plainLine(name, variable) : `${declaration(name, variable)}\n`;
  }
  await shell.write(1, text);
  return status;
}

/** As `set` and `declare` without arguments print a variable. */
export function plainLine(name: string, variable: Variable): string {
  const { value } = variable;
  if (value === null) return "";
  if (value.kind !== "scalar") return `${declaration(name, variable).replace(/^declare -\S+ /, "")}\n`;
  const text = /^[\w@%+=:,./-]*$/.test(value.text) ? value.text : quoteForReuse(value.text);
  return `${name}=${text}\n`;
}

async function declareFunctions(
  shell: Shell,
  on: ReadonlySet<string>,
  args: readonly Argument[],
): Promise<number> {
  let status = 0;
  const names = args.length > 0 ? args.map(String) : [...shell.functions.keys()].toSorted();
  for (const name of names) {
    const definition = shell.functions.get(name);
    if (definition === undefined) status = 1;
    else if (on.has("F")) await shell.write(1, args.length > 0 ? `${name}\n` : `declare -f ${name}\n`);
    else await shell.write(1, `${definition.source}\n`);
  }
  return status;
}

/** `unset [-fvn] name…` */
export async function unsetBuiltin(shell: Shell, args: readonly string[]): Promise<number> {
  let mode = "";
  let status = 0;
  for (const arg of args) {
    if (/^-[fvn]+$/.test(arg)) {
      mode = arg.at(-1)!;
      continue;
    }
    const match = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(arg);
    if (match !== null) unsetElement(shell, match[1]!, match[2]!);
    else if (mode === "f") shell.functions.delete(arg);
    else if (mode === "" && shell.variables.own(arg) === undefined) shell.functions.delete(arg);
    else if (shell.variables.own(arg)?.readonly === true) {
      status = await complain(shell, "unset", `${arg}: cannot unset: readonly variable`);
    } else if (mode === "n") shell.variables.removeOwn(arg);
    else shell.variables.unset(arg);
  }
  return status;
}

function unsetElement(shell: Shell, name: string, index: string): void {
  const value = shell.variables.find(name)?.value;
  if (index === "@" || index === "*") shell.variables.unset(name);
  else if (value?.kind === "associative") value.items.delete(index.replace(/^(['"])(.*)\1$/s, "$2"));
  else if (value?.kind === "indexed") value.items.delete(indexOf(shell, value.items, index, name));
}

function indexOf(shell: Shell, items: ReadonlyMap<number, string>, index: string, name: string): number {
  const number = Number(evaluateArithmetic(shell, index));
  return fromEnd(items, number, name);
}
