import { ExpansionError } from "../run/control.ts";
import { optionLetters, SET_OPTIONS, SHOPT_OPTIONS } from "../run/options.ts";
import type { Shell } from "../run/shell.ts";
import { elements, ReadonlyVariable, type Variable } from "../run/variables.ts";
import { evaluate, type ArithmeticVariables } from "./arithmetic.ts";

/** Values that are computed when they are read. */
const COMPUTED: Readonly<Record<string, (shell: Shell) => string>> = {
  "?": (shell) => String(shell.status),
  $: (shell) => String(shell.pid),
  "#": (shell) => String(shell.positional.length),
  "-": (shell) => optionLetters(shell.options, shell.interactive),
  "0": (shell) => shell.name,
  LINENO: (shell) => String(shell.line),
  SECONDS: (shell) => String(Math.floor((Date.now() - shell.process.started) / 1000)),
  RANDOM: (shell) => String(nextRandom(shell)),
  SRANDOM: () => String(crypto.getRandomValues(new Uint32Array(1))[0]),
  BASHPID: (shell) => String(shell.sys.pid),
  PPID: (shell) => String(shell.sys.ppid),
  EPOCHSECONDS: () => String(Math.floor(Date.now() / 1000)),
  EPOCHREALTIME: () => (Date.now() / 1000).toFixed(6),
  BASH_SUBSHELL: (shell) => String(shell.subshellDepth),
  SHELLOPTS: (shell) =>
    [
      "braceexpand",
      "hashall",
      "interactive-comments",
      ...SET_OPTIONS.filter((name) => shell.options[name]),
    ].join(":"),
  BASHOPTS: (shell) => SHOPT_OPTIONS.filter((name) => shell.options[name]).join(":"),
};

const COMPUTED_ARRAYS: Readonly<Record<string, (shell: Shell) => string[]>> = {
  PIPESTATUS: (shell) => shell.pipeStatus.map(String),
  FUNCNAME: (shell) => shell.frames.map((frame) => frame.name).toReversed(),
  BASH_SOURCE: (shell) => shell.frames.map((frame) => frame.source).toReversed(),
  BASH_LINENO: (shell) => shell.frames.map((frame) => String(frame.line)).toReversed(),
  DIRSTACK: (shell) => [shell.cwd, ...shell.directoryStack],
};

function nextRandom(shell: Shell): number {
  shell.randomSeed = (Math.imul(shell.randomSeed, 1_103_515_245) + 12_345) & 0x7fffffff;
  return shell.randomSeed >> 16;
}

/** A parameter's value by name, without subscript; undefined when unset. */
export function parameterValue(shell: Shell, name: string): string | undefined {
  if (/^[1-9][0-9]*$/.test(name)) return shell.positional[Number(name) - 1];
  const own = shell.variables.find(name);
  if (own?.value !== undefined && own.value !== null && !/^(LINENO|BASHPID)$/.test(name)) {
    return shell.variables.scalar(name);
  }
  if (name === "!") return shell.backgroundPid === null ? undefined : String(shell.backgroundPid);
  const computed = COMPUTED[name];
  if (computed !== undefined) return computed(shell);
  const array = COMPUTED_ARRAYS[name];
  if (array !== undefined) return array(shell)[0];
  const reference = shell.variables.target(name);
  const subscript = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(reference);
  if (subscript !== null) return elementValue(shell, subscript[1]!, subscript[2]!);
  return shell.variables.scalar(name);
}

/** Elements of `name[@]` with their subscripts. */
export function arrayElements(shell: Shell, name: string): [string, string][] {
  if (name === "@" || name === "*") return shell.positional.map((value, i) => [String(i + 1), value]);
  const computed = COMPUTED_ARRAYS[name];
  const variable = shell.variables.find(name);
  if (computed !== undefined && variable === undefined) {
    return computed(shell).map((value, i) => [String(i), value]);
  }
  return elements(variable);
}

/** `name[index]`, the index's text being expanded already. */
export function elementValue(shell: Shell, name: string, index: string): string | undefined {
  const value = shell.variables.find(name)?.value ?? null;
  if (value?.kind === "associative") return value.items.get(index);
  const number = Number(evaluateArithmetic(shell, index));
  if (value?.kind === "indexed") return value.items.get(fromEnd(value.items, number, name));
  if (value === null && COMPUTED_ARRAYS[name] !== undefined) return COMPUTED_ARRAYS[name](shell).at(number);
  return number === 0 || number === -1 ? value?.text : undefined;
}

/** Negative subscripts count back from the end. */
export function fromEnd(items: ReadonlyMap<number, string>, index: number, name: string): number {
  if (index >= 0) return index;
  const at = Math.max(-1, ...items.keys()) + 1 + index;
  if (at < 0) throw new ExpansionError(`${name}: bad array subscript`);
  return at;
}

/** Assigns a scalar or an element, with what the variable's attributes ask for. */
export function assign(shell: Shell, name: string, index: string | null, text: string, append = false): void {
  const reference = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(shell.variables.target(name));
  if (reference !== null && index === null) {
    assign(shell, reference[1]!, reference[2]!, text, append);
    return;
  }
  const variable = shell.variables.declare(name);
  if (variable.readonly) throw new ReadonlyVariable(shell.variables.target(name));
  if (shell.options.allexport) variable.exported = true;
  if (index === null) {
    const before = append ? (shell.variables.scalar(name) ?? "") : "";
    shell.variables.setScalar(name, converted(shell, variable, before, text, append));
    assigned(shell, name, text);
    return;
  }
  if (variable.value?.kind === "associative") {
    const before = append ? (variable.value.items.get(index) ?? "") : "";
    variable.value.items.set(index, converted(shell, variable, before, text, append));
    return;
  }
  const items = toIndexed(variable);
  const at = fromEnd(items, Number(evaluateArithmetic(shell, index)), name);
  items.set(at, converted(shell, variable, append ? (items.get(at) ?? "") : "", text, append));
}

function assigned(shell: Shell, name: string, text: string): void {
  if (name === "RANDOM") {
    shell.randomSeed = Number.parseInt(text, 10) || 0;
    shell.variables.unset(name);
  }
}

/** The variable's elements, after it has been made an indexed array if it was none. */
export function toIndexed(variable: Variable): Map<number, string> {
  if (variable.value?.kind === "indexed") return variable.value.items;
  const items = new Map<number, string>();
  if (variable.value?.kind === "scalar") items.set(0, variable.value.text);
  variable.value = { kind: "indexed", items };
  return items;
}

/** The text that is stored: a sum for integers, in the letters that were asked for. */
export function converted(
  shell: Shell,
  variable: Variable,
  before: string,
  text: string,
  append: boolean,
): string {
  if (variable.integer) {
    const value = evaluateArithmetic(shell, text);
    return String(append ? evaluateArithmetic(shell, before) + value : value);
  }
  const whole = before + text;
  if (variable.letters === null) return whole;
  return variable.letters === "lower" ? whole.toLowerCase() : whole.toUpperCase();
}

export function evaluateArithmetic(shell: Shell, text: string): bigint {
  return evaluate(text, arithmeticVariables(shell));
}

function arithmeticVariables(shell: Shell): ArithmeticVariables {
  return {
    get(name, index) {
      const value = index === null ? parameterValue(shell, name) : elementValue(shell, name, unquote(index));
      if (value === undefined && shell.options.nounset) throw new ExpansionError(`${name}: unbound variable`);
      return value ?? "";
    },
    set: (name, index, value) => assign(shell, name, index === null ? null : unquote(index), value),
  };
}

function unquote(index: string): string {
  return index.replace(/^(['"])(.*)\1$/s, "$2");
}
