import type { RealmContext } from "../realm-context.ts";
import type { Origin } from "../source-positions.ts";

/** Where a source cannot be parsed. */
interface ParseFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly width: number;
}

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
  const found = findFault(context, source, kind);
  if (!found) return;
  const fault = error.message.startsWith("await is only valid") ? atAwait(found, source) : found;
  const line = source.split(/\r?\n/)[fault.line - 1] ?? "";
  const indent = line.slice(0, fault.column).replaceAll(/[^\t]/g, " ");
  const arrow = `${file}:${fault.line + (origin?.line ?? 0)}\n${line}\n${indent}${"^".repeat(fault.width)}\n`;
  const { arrow_message_private_symbol: arrowSymbol, decorated_private_symbol: decorated } =
    context.privateSymbols;
  const keyed = error as unknown as Record<symbol, unknown>;
  keyed[arrowSymbol as symbol] = arrow;
  keyed[decorated as symbol] = true;
  error.stack = `${arrow}\n${error.stack ?? String(error)}`;
}

/** V8 means the `await`, acorn what follows it. */
function atAwait(fault: ParseFault, source: string): ParseFault {
  const before = (source.split(/\r?\n/)[fault.line - 1] ?? "").slice(0, fault.column);
  const column = before.lastIndexOf("await");
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
  const error = new SyntaxError(wording(context, source) ?? fault.message.replace(/ \(\d+:\d+\)$/, ""));
  decorateSyntaxError(context, error, source, file, "module");
  return error;
}

/** V8 only tells about scripts; import and export statements are taken out for it, with top-level await allowed. */
function wording(context: RealmContext, source: string): string | undefined {
  const script = source.replaceAll(
    /^(\s*)(?:import\s[^;]*?from\s*["'][^"']*["']|import\s*["'][^"']*["'])/gm,
    "$1",
  );
  const body = script
    .replaceAll(/^(\s*)export\s+default\s+/gm, "$1void ")
    .replaceAll(/^(\s*)export\s+(?=[a-z])/gm, "$1");
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
    const token = error.message.startsWith("Unterminated string") ? /^.+/ : /^[\w$]+/;
    const width = token.exec(rest)?.[0].length ?? 1;
    return { message: error.message, line, column, width };
  }
}
