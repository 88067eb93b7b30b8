import type { FunctionDefinition, Script } from "../syntax/ast.ts";
import type { ShellOptions } from "./options.ts";
import type { CallFrame, Shell } from "./shell.ts";
import { newVariable, type Variable } from "./variables.ts";

/** What a subshell in a process of its own starts with, as JSON. */
interface State {
  readonly script: Script;
  readonly variables: readonly [string, SavedVariable][];
  readonly functions: readonly [string, FunctionDefinition][];
  readonly aliases: readonly [string, string][];
  readonly options: ShellOptions;
  readonly name: string;
  readonly positional: readonly string[];
  readonly cwd: string;
  readonly status: number;
  readonly pid: number;
  readonly backgroundPid: number | null;
  readonly frames: readonly CallFrame[];
  readonly line: number;
  readonly loopDepth: number;
  readonly subshellDepth: number;
}

type SavedVariable = Omit<Variable, "value"> & {
  readonly value:
    | string
    | { readonly kind: "indexed" | "associative"; readonly items: readonly [string | number, string][] }
    | null;
};

export function saveState(shell: Shell, script: Script): string {
  const state: State = {
    script,
    variables: shell.variables.entries().map(([name, variable]) => [name, save(variable)]),
    functions: [...shell.functions],
    aliases: [...shell.aliases],
    options: shell.options,
    name: shell.name,
    positional: shell.positional,
    cwd: shell.cwd,
    status: shell.status,
    pid: shell.pid,
    backgroundPid: shell.backgroundPid,
    frames: shell.frames,
    line: shell.line,
    loopDepth: shell.loopDepth,
    subshellDepth: shell.subshellDepth,
  };
  return JSON.stringify(state);
}

function save(variable: Variable): SavedVariable {
  const { value } = variable;
  if (value === null) return { ...variable, value: null };
  if (value.kind === "scalar") return { ...variable, value: value.text };
  return { ...variable, value: { kind: value.kind, items: [...value.items] } };
}

/** `pid` of `$$`: a subshell keeps that of its shell. */
export function readState(text: string): { readonly state: State; readonly pid: number } {
  const state = JSON.parse(text) as State;
  return { state, pid: state.pid };
}

/** @returns the script that the subshell is to run. */
export function restoreState(shell: Shell, state: State): Script {
  for (const [name, variable] of state.variables) shell.variables.put(name, restore(variable));
  shell.functions = new Map(state.functions);
  shell.aliases = new Map(state.aliases);
  shell.options = { ...state.options };
  shell.name = state.name;
  shell.positional = [...state.positional];
  shell.cwd = state.cwd;
  shell.status = state.status;
  shell.backgroundPid = state.backgroundPid;
  shell.frames = [...state.frames];
  shell.line = state.line;
  shell.loopDepth = state.loopDepth;
  shell.subshellDepth = state.subshellDepth;
  return state.script;
}

function restore(saved: SavedVariable): Variable {
  const { value } = saved;
  const base = { ...newVariable(), ...saved };
  if (value === null) return { ...base, value: null };
  if (typeof value === "string") return { ...base, value: { kind: "scalar", text: value } };
  if (value.kind === "indexed") {
    return { ...base, value: { kind: "indexed", items: new Map(value.items as [number, string][]) } };
  }
  return { ...base, value: { kind: "associative", items: new Map(value.items as [string, string][]) } };
}
