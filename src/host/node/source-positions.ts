import { withoutMatch } from "./last-match.ts";
/** A place in a source as it was written: lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A replaced piece of a line: what stands at `from` (a column of the compiled line, from 0) was at `to`. */
export interface ColumnShift {
  readonly from: number;
  readonly to: number;
}

/** How many lines and columns of its file are before a source's begin (`lineOffset`, `columnOffset` of `vm`). */
export interface Origin {
  readonly line: number;
  readonly column: number;
}

const START: Origin = { line: 0, column: 0 };

interface Registered {
  readonly text: string;
  readonly origin: Origin;
  /** What the compiled code has before the text: whole lines, and characters of the line that the text begins in. */
  readonly headLines: number;
  readonly prefix: number;
  readonly shifts: ReadonlyMap<number, readonly ColumnShift[]>;
  lines?: readonly string[];
}

const OWN_NAME = /\/\/[#@] sourceURL=(\S+)\s*$/;
const OWN_NAME_REACH = 4096;

/**
 * The sources that a realm compiled, by the name under which they appear in stack traces. The compiled code differs from
 * them: it has a wrapper before it, and modules have some references rewritten. This maps places back.
 */
export class SourcePositions {
  readonly #sources = new Map<string, Registered>();
  readonly #names = new Map<string, string>();
  readonly #ofContexts = new Set<string>();

  /**
   * @param name the source's; one that it has a `sourceURL` comment for goes before
   * @param head what the compiled code has before the text
   * @returns the comment that gives compiled code its name
   */
  register(
    name: string,
    text: string,
    head: string,
    shifts: ReadonlyMap<number, readonly ColumnShift[]> = new Map(),
    origin = START,
  ): string {
    const own = withoutMatch(() => OWN_NAME.exec(text.slice(-OWN_NAME_REACH))?.[1]);
    const shown = own ?? (name || "<anonymous>");
    const headLines = head.split("\n");
    const prefix = headLines.at(-1)?.length ?? 0;
    this.#sources.set(shown, { text, origin, headLines: headLines.length - 1, prefix, shifts });
    // V8 takes no name with blanks or quotes in it.
    const compiled = withoutMatch(() => shown.replaceAll(/[\s"']/g, encodeURIComponent));
    if (compiled !== shown) this.#names.set(compiled, shown);
    return `\n//# sourceURL=${compiled}`;
  }

  /** The source's name, from how V8 names it. */
  nameOf(compiled: string): string {
    return this.#names.get(compiled) ?? compiled;
  }

  /** A source runs in a context of `vm`: what it calls by name has the context's global object for `this`, a proxy. */
  runsInContext(name: string): void {
    this.#ofContexts.add(name);
  }

  isOfContext(name: string): boolean {
    return this.#ofContexts.has(name);
  }

  has(name: string): boolean {
    return this.#sources.has(name);
  }

  original(name: string, compiled: Position): Position {
    const source = this.#sources.get(name);
    if (!source) return compiled;
    const line = compiled.line - source.headLines;
    let column = compiled.column - 1 - (line === 1 ? source.prefix : 0);
    const shifts = source.shifts.get(line) ?? [];
    const at = shifts.findLastIndex(({ from }) => from <= column);
    const shift = shifts[at];
    // Within a replacement there is no finer place than the end of what it replaced.
    if (shift) column = Math.min(shift.to + (column - shift.from), shifts[at + 1]?.to ?? Infinity);
    const { origin } = source;
    const before = line === 1 ? origin.column : 0;
    return { line: line + origin.line, column: Math.max(1, column + 1) + before };
  }

  /** A place's column in the text of its own line. */
  columnInLine(name: string, { line, column }: Position): number {
    const origin = this.#sources.get(name)?.origin ?? START;
    return line === origin.line + 1 ? column - origin.column : column;
  }

  /** Where an offset into a source is. */
  place(name: string, offset: number): Position {
    const before = (this.#sources.get(name)?.text ?? "").slice(0, offset).split("\n");
    return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
  }

  /** One line of a source; undefined when the source or the line is unknown. */
  line(name: string, line: number): string | undefined {
    const source = this.#sources.get(name);
    if (!source) return undefined;
    source.lines ??= source.text.split(/\r?\n/);
    return source.lines[line - 1 - source.origin.line];
  }
}
