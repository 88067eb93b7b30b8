import type { ParameterOperation, ParameterPart, Word } from "../syntax/ast.ts";
import { ExpansionError } from "../run/control.ts";
import type { Shell } from "../run/shell.ts";
import { assign, arrayElements, elementValue, parameterValue } from "./parameters.ts";
import { patternRegex, patternSource, type PatternOptions } from "./pattern.ts";
import { transform } from "./transform.ts";

/** Expansion of the words inside of an operation. `parts` goes to the sink of the word that is being expanded. */
export interface WordExpander {
  parts(word: Word, quoted: boolean): Promise<void>;
  text(word: Word): Promise<string>;
  pattern(word: Word): Promise<string>;
  replacement(word: Word): Promise<string>;
  arithmetic(word: Word): Promise<bigint>;
}

/** A list (`@` or `*` says how it is joined), a text, or null when the sink has got it already. */
export type Expanded = string | { readonly values: readonly string[]; readonly join: "@" | "*" } | null;

interface Subject {
  readonly name: string;
  /** Null: no subscript. */
  readonly index: string | null;
  readonly list: "@" | "*" | null;
}

export async function expandParameter(
  shell: Shell,
  part: ParameterPart,
  quoted: boolean,
  expander: WordExpander,
): Promise<Expanded> {
  const { operation } = part;
  if (operation?.kind === "bad") throw new ExpansionError(`${operation.source}: bad substitution`);
  let subject = await resolve(shell, part, expander);
  if (part.form === "names") {
    const names = shell.variables.names().filter((name) => name.startsWith(part.name));
    return { values: names, join: part.index === "*" ? "*" : "@" };
  }
  if (part.form === "keys") {
    const keys = arrayElements(shell, part.name).map(([key]) => key);
    return { values: keys, join: subject.list ?? "@" };
  }
  if (part.form === "indirect") {
    const variable = shell.variables.own(part.name);
    if (variable?.nameref === true) return shell.variables.target(part.name);
    subject = indirect(value(shell, subject), part.name);
  }
  if (part.form === "length") return length(shell, subject);
  if (operation === null) return whole(shell, subject);
  if (operation.kind === "alternative") return alternative(shell, subject, operation, quoted, expander);
  if (operation.kind === "substring") return substring(shell, subject, operation, expander);
  if (subject.list !== null && operation.kind === "transform" && /[AKka]/.test(operation.operator)) {
    return transform(shell, subject.name, operation.operator, null);
  }
  const change = await operationOnText(shell, subject, operation, expander);
  if (subject.list !== null) {
    return { values: arrayElements(shell, subject.name).map(([, text]) => change(text)), join: subject.list };
  }
  const text = value(shell, subject);
  if (text === undefined && shell.options.nounset) throw unbound(subject);
  if (text === undefined && operation.kind === "transform") return "";
  return change(text ?? "");
}

async function resolve(shell: Shell, part: ParameterPart, expander: WordExpander): Promise<Subject> {
  if (part.name === "@" || part.name === "*") return { name: part.name, index: null, list: part.name };
  if (part.index === "@" || part.index === "*") return { name: part.name, index: null, list: part.index };
  return { name: part.name, index: part.index === null ? null : await expander.text(part.index), list: null };
}

function indirect(target: string | undefined, name: string): Subject {
  if (target === undefined || target === "") throw new ExpansionError(`${name}: invalid indirect expansion`);
  const subscript = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(target);
  if (subscript !== null) {
    const index = subscript[2]!;
    if (index === "@" || index === "*") return { name: subscript[1]!, index: null, list: index };
    return { name: subscript[1]!, index, list: null };
  }
  if (target === "@" || target === "*") return { name: target, index: null, list: target };
  if (!/^([A-Za-z_]\w*|[0-9]+|[?$#!-])$/.test(target))
    throw new ExpansionError(`${target}: invalid variable name`);
  return { name: target, index: null, list: null };
}

function value(shell: Shell, subject: Subject): string | undefined {
  if (subject.list !== null) {
    const list = arrayElements(shell, subject.name);
    return list.length === 0 ? undefined : list.map(([, text]) => text).join(" ");
  }
  if (subject.index !== null) return elementValue(shell, subject.name, subject.index);
  return parameterValue(shell, subject.name);
}

function unbound(subject: Subject): ExpansionError {
  const index = subject.index === null ? "" : `[${subject.index}]`;
  return new ExpansionError(`${subject.name}${index}: unbound variable`);
}

function whole(shell: Shell, subject: Subject): Expanded {
  if (subject.list !== null) {
    return { values: arrayElements(shell, subject.name).map(([, text]) => text), join: subject.list };
  }
  const text = value(shell, subject);
  if (text === undefined && shell.options.nounset) throw unbound(subject);
  return text ?? "";
}

function length(shell: Shell, subject: Subject): string {
  if (subject.list !== null) return String(arrayElements(shell, subject.name).length);
  const text = value(shell, subject);
  if (text === undefined && shell.options.nounset) throw unbound(subject);
  return String(Array.from(text ?? "").length);
}

async function alternative(
  shell: Shell,
  subject: Subject,
  operation: ParameterOperation & { kind: "alternative" },
  quoted: boolean,
  expander: WordExpander,
): Promise<Expanded> {
  const text = value(shell, subject);
  const absent = text === undefined || (operation.colon && text === "");
  if (operation.operator === "+") {
    if (absent) return "";
    await expander.parts(operation.word, quoted);
    return null;
  }
  if (!absent) return whole(shell, subject);
  if (operation.operator === "-") {
    await expander.parts(operation.word, quoted);
    return null;
  }
  const word = await expander.text(operation.word);
  if (operation.operator === "=") {
    if (!/^[A-Za-z_]/.test(subject.name)) {
      throw new ExpansionError(`$${subject.name}: cannot assign in this way`);
    }
    assign(shell, subject.name, subject.index, word);
    return word;
  }
  const message = word === "" ? `parameter ${operation.colon ? "null or not set" : "not set"}` : word;
  throw new ExpansionError(`${subject.name}: ${message}`, 127);
}

async function substring(
  shell: Shell,
  subject: Subject,
  operation: ParameterOperation & { kind: "substring" },
  expander: WordExpander,
): Promise<Expanded> {
  const offset = Number(await expander.arithmetic(operation.offset));
  const size = operation.length === null ? null : Number(await expander.arithmetic(operation.length));
  if (subject.list !== null) {
    const positional = subject.name === "@" || subject.name === "*";
    const list = arrayElements(shell, subject.name).map(([, text]) => text);
    if (size !== null && size < 0) throw new ExpansionError(`${size}: substring expression < 0`);
    const all = positional ? [shell.name, ...list] : list;
    const start = offset < 0 ? all.length + offset : offset;
    const values = start < 0 ? [] : all.slice(start, size === null ? undefined : start + size);
    return { values, join: subject.list };
  }
  const text = value(shell, subject);
  if (text === undefined && shell.options.nounset) throw unbound(subject);
  const characters = Array.from(text ?? "");
  const start = offset < 0 ? characters.length + offset : offset;
  if (start < 0 || start > characters.length) return "";
  if (size === null) return characters.slice(start).join("");
  const end = size < 0 ? characters.length + size : start + size;
  if (end < start) throw new ExpansionError(`${size}: substring expression < 0`);
  return characters.slice(start, end).join("");
}

/** Pattern removal, replacement, change of letters and transformation, as a function of a text. */
async function operationOnText(
  shell: Shell,
  subject: Subject,
  operation: ParameterOperation,
  expander: WordExpander,
): Promise<(text: string) => string> {
  const options: PatternOptions = { extended: shell.options.extglob, ignoreCase: shell.options.nocasematch };
  switch (operation.kind) {
    case "remove": {
      const pattern = await expander.pattern(operation.pattern);
      return (text) => remove(text, pattern, operation.operator, options);
    }
    case "replace": {
      const pattern = await expander.pattern(operation.pattern);
      const replacement = await expander.replacement(operation.replacement);
      return (text) => replace(text, pattern, replacement, operation.mode, options);
    }
    case "case": {
      const pattern = operation.pattern === null ? "?" : await expander.pattern(operation.pattern);
      const regex = patternRegex(pattern === "" ? "?" : pattern, options);
      const upper = operation.operator.startsWith("^");
      const all = operation.operator.length === 2;
      return (text) =>
        Array.from(text)
          .map((char, i) =>
            (all || i === 0) && regex.test(char) ? (upper ? char.toUpperCase() : char.toLowerCase()) : char,
          )
          .join("");
    }
    case "transform":
      return (text) => transform(shell, subject.name, operation.operator, text);
    default:
      return (text) => text;
  }
}

/** `${x#pattern}` and its kin. */
function remove(text: string, pattern: string, operator: string, options: PatternOptions): string {
  const regex = patternRegex(pattern, { ...options, extended: true });
  const prefix = operator.startsWith("#");
  const longest = operator.length === 2;
  // From the shortest piece to the longest, or the other way round.
  for (let i = 0; i <= text.length; i++) {
    const size = longest ? text.length - i : i;
    const piece = prefix ? text.slice(0, size) : text.slice(text.length - size);
    if (regex.test(piece)) return prefix ? text.slice(size) : text.slice(0, text.length - size);
  }
  return text;
}

function replace(
  text: string,
  pattern: string,
  replacement: string,
  mode: "first" | "all" | "start" | "end",
  options: PatternOptions,
): string {
  if (pattern === "" && mode !== "start" && mode !== "end") return text;
  const source = patternSource(pattern, { ...options, extended: true });
  const flags = `su${mode === "all" ? "g" : ""}${options.ignoreCase === true ? "i" : ""}`;
  const anchored = mode === "start" ? `^(?:${source})` : mode === "end" ? `(?:${source})$` : source;
  return text.replace(new RegExp(anchored, flags), (match) => {
    if (match === "" && mode === "all") return "";
    return replacement.replace(/\\(.)|&/gs, (found, escaped: string | undefined) =>
      found === "&" ? match : (escaped ?? ""),
    );
  });
}
