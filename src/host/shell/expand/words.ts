import type { ParameterPart, Word, WordPart } from "../syntax/ast.ts";
import { ExpansionError } from "../run/control.ts";
import type { Shell } from "../run/shell.ts";
import { expandBraces } from "./braces.ts";
import { glob } from "./glob.ts";
import { expandParameter } from "./operations.ts";
import { arrayElements, evaluateArithmetic, parameterValue } from "./parameters.ts";
import { hasPattern } from "./pattern.ts";
import { FieldSink, PatternSink, TextSink, type Sink } from "./sinks.ts";

/** The arguments that a list of words stands for, with all expansions. */
export async function expandWords(shell: Shell, words: readonly Word[]): Promise<string[]> {
  const result: string[] = [];
  for (const word of words) {
    const plain = plainWord(word);
    if (plain !== null) result.push(plain);
    else for (const one of expandBraces(word)) result.push(...(await expandFields(shell, one)));
  }
  return result;
}

/** The text of a word in which there is nothing to expand. */
function plainWord(word: Word): string | null {
  if (word.parts.length !== 1) return null;
  const part = word.parts[0]!;
  if (part.kind === "quoted") return part.text;
  return part.kind === "text" && !/[*?[\]{~+@!]/.test(part.text) ? part.text : null;
}

async function expandFields(shell: Shell, word: Word): Promise<string[]> {
  const sink = new FieldSink(separators(shell));
  await expandParts(shell, tilde(shell, word.parts, false), sink, false);
  return sink.fields().flatMap((field) => pathNames(shell, field.pattern, field.text));
}

function pathNames(shell: Shell, pattern: string, text: string): string[] {
  if (shell.options.noglob || !hasPattern(pattern, shell.options.extglob)) return [text];
  const found = glob(shell, pattern);
  if (found.length > 0) return found;
  if (shell.options.failglob) throw new ExpansionError(`no match: ${text}`);
  return shell.options.nullglob ? [] : [text];
}

/** `$IFS` */
export function separators(shell: Shell): string {
  return shell.variables.scalar("IFS") ?? " \t\n";
}

/** One text, without splitting and path names: values of assignments, targets of redirections, `case` subjects. */
export async function expandText(shell: Shell, word: Word, assignment = false): Promise<string> {
  const sink = new TextSink(joiner(shell));
  await expandParts(shell, tilde(shell, word.parts, assignment), sink, false);
  return sink.text;
}

/** What a redirection's target stands for: it has to be one file. */
export async function expandTarget(shell: Shell, word: Word): Promise<string> {
  const fields = await expandWords(shell, [word]);
  if (fields.length === 1) return fields[0]!;
  const source = await expandText(shell, word);
  throw new ExpansionError(`${source}: ambiguous redirect`);
}

/** A pattern, in which what was quoted is escaped by backslashes. */
export async function expandPattern(shell: Shell, word: Word): Promise<string> {
  const sink = new PatternSink(joiner(shell), /[\\*?[\]!+@()|^-]/g);
  await expandParts(shell, tilde(shell, word.parts, false), sink, false);
  return sink.text;
}

/** A regular expression for `=~`: quoted parts match as they stand. */
export async function expandRegex(shell: Shell, word: Word): Promise<string> {
  const sink = new PatternSink(joiner(shell), /[\\^$.*+?()[\]{}|]/g);
  await expandParts(shell, word.parts, sink, false);
  return sink.text;
}

/** The replacement in `${x/…/…}`, in which a quoted `&` or backslash is escaped. */
export async function expandReplacement(shell: Shell, word: Word): Promise<string> {
  const sink = new PatternSink(joiner(shell), /[\\&]/g);
  await expandParts(shell, tilde(shell, word.parts, false), sink, false);
  return sink.text;
}

export async function expandArithmetic(shell: Shell, word: Word): Promise<bigint> {
  return evaluateArithmetic(shell, await expandText(shell, word));
}

function joiner(shell: Shell): string {
  return separators(shell).charAt(0) === "" ? " " : " ";
}

/** `~` and `~user` at the start of a word, and in an assignment after each colon. */
function tilde(shell: Shell, parts: readonly WordPart[], assignment: boolean): readonly WordPart[] {
  if (!parts.some((part) => part.kind === "text" && part.text.includes("~"))) return parts;
  return parts.flatMap((part, i): WordPart[] => {
    if (part.kind !== "text") return [part];
    const starts = i === 0 ? "^" : "(?!)";
    const pattern = new RegExp(assignment ? `(${starts}|:)~(?=[/:]|$)` : `(${starts})~([+-]?)(?=/|$)`, "g");
    if (i < parts.length - 1 && part.text === "~") return [part];
    const pieces: WordPart[] = [];
    let at = 0;
    for (const match of part.text.matchAll(pattern)) {
      pieces.push({ kind: "text", text: part.text.slice(at, match.index) + match[1]! });
      pieces.push({ kind: "quoted", text: tildeTarget(shell, assignment ? "" : (match[2] ?? "")) });
      at = match.index + match[0].length;
    }
    pieces.push({ kind: "text", text: part.text.slice(at) });
    return pieces.filter((piece) => piece.kind !== "text" || piece.text !== "");
  });
}

function tildeTarget(shell: Shell, which: string): string {
  if (which === "+") return shell.cwd;
  if (which === "-") return shell.variables.scalar("OLDPWD") ?? "~-";
  return shell.variables.scalar("HOME") ?? "/";
}

/** Feeds the parts of a word to a sink. */
export async function expandParts(
  shell: Shell,
  parts: readonly WordPart[],
  sink: Sink,
  quoted: boolean,
): Promise<void> {
  for (const part of parts) {
    switch (part.kind) {
      case "text":
        sink.literal(part.text, quoted);
        break;
      case "quoted":
        sink.literal(part.text, true);
        break;
      case "double":
        // `"$@"` without arguments is no word at all, `""` is an empty one.
        if (part.parts.every((inner) => !isList(inner))) sink.literal("", true);
        await expandParts(shell, part.parts, sink, true);
        break;
      case "parameter":
        await expandParameterPart(shell, part, sink, quoted);
        break;
      case "command":
        sink.expansion(await shell.runner.capture(shell, part.script), quoted);
        break;
      case "arithmetic":
        sink.expansion(String(await expandArithmetic(shell, part.expression)), quoted);
        break;
      case "process":
        sink.literal(await shell.runner.substituteProcess(shell, part.direction, part.script), true);
        break;
    }
  }
}

function isList(part: WordPart): boolean {
  return part.kind === "parameter" && part.form !== "length" && (part.name === "@" || part.index === "@");
}

async function expandParameterPart(
  shell: Shell,
  part: ParameterPart,
  sink: Sink,
  quoted: boolean,
): Promise<void> {
  const simple = part.operation === null && part.form === "value" && part.index === null;
  if (simple && part.name !== "@" && part.name !== "*") {
    const value = parameterValue(shell, part.name);
    if (value === undefined && shell.options.nounset)
      throw new ExpansionError(`${/^\d/.test(part.name) ? "$" : ""}${part.name}: unbound variable`);
    sink.expansion(value ?? "", quoted);
    return;
  }
  if (simple) {
    sinkList(
      shell,
      sink,
      arrayElements(shell, part.name).map(([, value]) => value),
      part.name,
      quoted,
    );
    return;
  }
  const result = await expandParameter(shell, part, quoted, {
    parts: (word, inner) => expandParts(shell, tilde(shell, word.parts, false), sink, inner),
    text: (word) => expandText(shell, word),
    pattern: (word) => expandPattern(shell, word),
    replacement: (word) => expandReplacement(shell, word),
    arithmetic: (word) => expandArithmetic(shell, word),
  });
  if (result === null) return;
  if (typeof result === "string") sink.expansion(result, quoted);
  else sinkList(shell, sink, result.values, result.join, quoted);
}

/** `$@` gives its elements as fields of their own, `"$*"` one field. */
function sinkList(shell: Shell, sink: Sink, values: readonly string[], join: string, quoted: boolean): void {
  if (join === "*" && quoted) {
    sink.literal(values.join(separators(shell).charAt(0)), true);
    return;
  }
  values.forEach((value, i) => {
    if (i > 0) sink.breakField();
    if (quoted) sink.literal(value, true);
    else sink.expansion(value, false);
  });
}
