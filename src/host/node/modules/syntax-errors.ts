import type { RealmContext } from "../realm-context.ts";
import { withRoomForHost } from "../stack-limit.ts";
import type { Origin } from "../source-positions.ts";

/** Where a source cannot be parsed. */
interface ParseFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly width: number;
  /** Offset in the source. */
  readonly pos: number;
}

/** Frames of the host between the library and an error of a module. */
const HOST_FRAMES = 3;

/** What stands at a place: a word, a number, a sign, anything else. */
const TOKEN =
  /^(?:\.\d[\w.]*|[\w$]+|=>|\.\.\.|\?\.|>>>=?|<<=|>>=|\*\*=?|&&=?|\|\|=?|\?\?=?|[=!]==?|<<|>>|\+\+|--|[-+*/%&|^<>]=)/;

const LAST_TOKEN = /([\w$]+|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|[^\s\w$])\s*$/;

/** So far back the token before another one is looked for. */
const NEARBY = 500;

/** Of these V8 names the token that came before. */
const AT_THE_TOKEN_BEFORE =
  /^(?:missing \) after argument list|Missing initializer in const declaration|Illegal newline after throw|'super' keyword unexpected here)/;

const ENDS_EARLY = "Unexpected end of input";

export type SourceKind = "script" | "function" | "module";

/**
 * Makes V8's error of a source that does not parse look as in Node: place, line and marks before the stack. V8 gives
 * the place of such an error to nobody who evaluates text, so acorn looks for it; the message stays V8's.
 */
export function decorateSyntaxError(
  context: RealmContext,
  error: unknown,
  source: string,
  file: string,
  kind: SourceKind,
  origin?: Origin,
): void {
  if (!(error instanceof SyntaxError)) return;
  const found = redeclared(error.message, source) ?? findFault(context, source, kind);
  if (!found) return;
  // What goes around a source is no part of it.
  if (kind === "function" && found.pos === source.length && /^Unexpected token '[})]'$/.test(error.message))
    error.message = ENDS_EARLY;
  if (kind === "function" && source[found.pos] === "}") error.message = "Unexpected token '}'";
  const fault = asV8(found, error.message, source);
  const line = source.split(/\r?\n/)[fault.line - 1] ?? "";
  const indent = line.slice(0, fault.column).replaceAll(/[^\t]/g, " ");
  const marks = fault.width > 0 || isEnd(fault, source) ? `${indent}${"^".repeat(fault.width)}\n` : "";
  const arrow = `${file}:${fault.line + (origin?.line ?? 0)}\n${line}\n${marks}`;
  const { arrow_message_private_symbol: arrowSymbol, decorated_private_symbol: decorated } =
    context.privateSymbols;
  const keyed = error as unknown as Record<symbol, unknown>;
  keyed[arrowSymbol as symbol] = arrow;
  keyed[decorated as symbol] = true;
  error.stack = `${arrow}\n${error.stack ?? String(error)}`;
}

/** A name of a CommonJS module's own that its source declares, which is wrong for V8 only. */
function redeclared(message: string, source: string): ParseFault | undefined {
  const name = /^Identifier '(exports|require|module|__filename|__dirname)' has already/.exec(message)?.[1];
  const pos =
    name === undefined
      ? -1
      : source.search(new RegExp(`(?<=\\b(?:const|let|class)\\b[^;=()]*)\\b${name}\\b`));
  if (pos < 0) return undefined;
  return { message, ...placeOf(source, pos), width: 1 };
}

/** A source that ends too early has a line for marks, and no mark in it. */
function isEnd({ pos, message }: ParseFault, source: string): boolean {
  return pos === source.length && !message.startsWith("Unterminated comment");
}

/** V8 means other tokens than acorn. */
function asV8(fault: ParseFault, message: string, source: string): ParseFault {
  if (message.startsWith("await is only valid")) return atAwait(fault, source);
  if (message.startsWith("Cannot use 'import.meta'"))
    return { ...fault, column: fault.column + "import.".length, width: "meta".length };
  const pattern = /^Invalid regular expression: (\/.*\/\w*): /.exec(message)?.[1];
  if (pattern !== undefined) return { ...fault, column: fault.column - 1, width: pattern.length };
  if (message.startsWith("Delete of an unqualified"))
    return { ...fault, column: fault.column + "delete ".length, width: 1 };
  if (AT_THE_TOKEN_BEFORE.test(message)) return before(fault, source);
  if (message === ENDS_EARLY) return { message, ...placeOf(source, source.length), width: 0 };
  const nested = nestedStatement(source, fault);
  if (nested) return { ...fault, column: fault.column + nested.offset, width: nested.width };
  return fault;
}

/** The token before the one that acorn names. */
function before(fault: ParseFault, source: string): ParseFault {
  const start = Math.max(0, fault.pos - NEARBY);
  const token = LAST_TOKEN.exec(source.slice(start, fault.pos));
  if (!token) return fault;
  return { ...fault, ...placeOf(source, start + token.index), width: (token[1] ?? "").length };
}

function placeOf(source: string, pos: number): { line: number; column: number; pos: number } {
  const lines = source.slice(0, pos).split(/\r?\n/);
  return { line: lines.length, column: lines.at(-1)?.length ?? 0, pos };
}

/** V8 means the `await`, acorn what follows it. */
function atAwait(fault: ParseFault, source: string): ParseFault {
  const head = (source.split(/\r?\n/)[fault.line - 1] ?? "").slice(0, fault.column);
  const column = head.lastIndexOf("await");
  return column < 0 ? fault : { ...fault, column, width: "await".length };
}

/** The error of a module that does not parse, with V8's wording where V8 can be asked. */
export function moduleSyntaxError(
  context: RealmContext,
  source: string,
  file: string,
  fault: unknown,
): unknown {
  if (!(fault instanceof SyntaxError)) return fault;
  const message =
    nestedStatement(source, fault)?.message ??
    onlyInModules(fault.message) ??
    wording(context, source) ??
    fault.message.replace(/ \(\d+:\d+\)$/, "");
  const error = withRoomForHost(HOST_FRAMES, () => new SyntaxError(message));
  decorateSyntaxError(context, error, source, file, "module");
  return error;
}

/** V8's words for what it cannot be asked about, in a script. */
function onlyInModules(message: string): string | undefined {
  const unknown = /^Export '(.+)' is not defined/.exec(message)?.[1];
  if (unknown !== undefined) return `Export '${unknown}' is not defined in module`;
  const twice = /^Duplicate export '(.+)'/.exec(message)?.[1];
  if (twice === "default") return "Identifier '.default' has already been declared";
  if (twice !== undefined) return `Duplicate export of '${twice}'`;
  if (message.startsWith("Assigning to rvalue")) return "Invalid left-hand side in assignment";
  return message.startsWith("'return' outside of function") ? "Illegal return statement" : undefined;
}

/** An import or export that is not at the top level, where V8 takes the one for the beginning of an `import()`. */
function nestedStatement(
  source: string,
  fault: { readonly message: string; readonly pos?: number },
): { readonly message: string; readonly offset: number; readonly width: number } | undefined {
  if (fault.pos === undefined || !fault.message.includes("only appear at the top level")) return undefined;
  const [, word = "", gap = "", next = ""] =
    /^(import|export)([ \t]*)([\w$]+|"[^"\n]*"|'[^'\n]*'|\S)/.exec(source.slice(fault.pos)) ?? [];
  if (word !== "import") return { message: "Unexpected token 'export'", offset: 0, width: "export".length };
  const kind = /^["']/.test(next)
    ? "string"
    : /^[\w$]/.test(next)
      ? `identifier '${next}'`
      : `token '${next}'`;
  return { message: `Unexpected ${kind}`, offset: word.length + gap.length, width: next.length };
}

/** Statements that name modules, and lists of exports. */
const FROM_ELSEWHERE =
  /^([ \t]*)(?:import\s(?:[^;"'()]*?\sfrom\s*)?|import|export\s*(?:\*[^;"'()]*?from\s*|\{[^}]*\}\s*from\s*))["'][^"'\n]*["'](?:\s*with\s*\{[^}]*\})?|^[ \t]*export\s*\{[^}]*\}/gm;

/** V8 only tells about scripts; import and export statements are taken out for it, with top-level await allowed. */
function wording(context: RealmContext, source: string): string | undefined {
  const body = source
    .replaceAll(FROM_ELSEWHERE, "$1")
    .replaceAll(/^([ \t]*)export\s+default\s+/gm, "$1void ")
    .replaceAll(/^([ \t]*)export\s+(?=[a-z])/gm, "$1")
    .replaceAll(/\bimport\.meta\b/g, "import_meta");
  // What it throws first keeps a script that parses from running.
  const text = /\bawait\b/.test(body)
    ? `(async function () { "use strict"; ${body}\n})`
    : `"use strict"; throw undefined; ${body}`;
  try {
    context.pristine.evaluate(text);
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError ? error.message : undefined;
  }
}

function findFault(context: RealmContext, source: string, kind: SourceKind): ParseFault | undefined {
  const { parseScript } = context.vendor("parsers");
  try {
    parseScript(source, {
      ecmaVersion: "latest",
      sourceType: kind === "module" ? "module" : "script",
      allowReturnOutsideFunction: kind === "function",
      allowAwaitOutsideFunction: kind === "module",
      allowHashBang: true,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError) || !("loc" in error)) return undefined;
    const { line, column } = error.loc as { line: number; column: number };
    const rest = (source.split(/\r?\n/)[line - 1] ?? "").slice(column);
    // A string without an end is one token, up to the end of its line.
    const token = error.message.startsWith("Unterminated string") ? /^.+/ : TOKEN;
    // A comment without an end goes to that of the source: V8 marks nothing where that is in another line.
    const isComment = error.message.startsWith("Unterminated comment");
    const isLast = source.endsWith(rest);
    const width = isComment ? (isLast ? rest.length : 0) : (token.exec(rest)?.[0].length ?? 1);
    return { message: error.message, line, column, width, pos: (error as unknown as { pos: number }).pos };
  }
}
