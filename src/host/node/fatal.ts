import type { BindingContext } from "./binding.ts";
import type { NodeProcess, RealmContext } from "./realm-context.ts";
import type { Place, StackTraces } from "./stack-trace.ts";
import { jsonFault } from "./json-faults.ts";
import { throwPlace } from "./throw-place.ts";

/** Marks lines of the library that are not shown above an error. */
const UNSHOWN = "node-do-not-add-exception-line";

const DOM_EXCEPTION = "node:internal/per_context/domexception";

const SIGABRT = 6;

/** Whether `--abort-on-uncaught-exception` is in effect: the library says 0 while it catches all errors itself. */
export function abortToggle(context: BindingContext): Uint32Array {
  return context.shared(makeAbortToggle);
}

const makeAbortToggle = () => Uint32Array.of(1);

/** Ends a process because of an error that nothing caught, in the words of node_errors.cc. */
export class FatalErrors {
  readonly #context: RealmContext;
  readonly #stacks: StackTraces;
  /** Errors that the library throws again from places of its own. */
  readonly #passedOn = new WeakSet<object>();
  /** Excerpts are those of the sources that source maps name. */
  usesSourceMaps = false;

  constructor(context: RealmContext, stacks: StackTraces) {
    this.#context = context;
    this.#stacks = stacks;
  }

  /**
   * TriggerUncaughtException: the program's listeners first, else the error is printed and the process ends.
   *
   * @param place where it was thrown, if known; of an error that JavaScript code hands over, where it does so
   * @param wasCaught whether JavaScript code hands it over, as of a rejected promise: then where it was made is shown,
   *   unless its stack was read before
   * @returns only when the program handled it
   */
  trigger(error: unknown, fromPromise: boolean, place?: Place, wasCaught = fromPromise): void {
    const { process, options, thread } = this.#context;
    if (
      options.values["--abort-on-uncaught-exception"] &&
      !thread &&
      !fromPromise &&
      abortToggle(this.#context)[0] !== 0
    )
      this.#abort(error);
    const handled = this.#handledBy(process, error, fromPromise);
    if (handled) return;
    const passedOn = typeof error === "object" && error !== null && this.#passedOn.has(error);
    this.#report(error, place, wasCaught || passedOn);
    this.#context.sys.exit(this.#exitCode(this.#context.recorded.exitCodes["kGenericUserError"] ?? 1));
  }

  /**
   * The excerpt of this error is to be that of where it was made, wherever it is thrown again (AppendExceptionLine). Its
   * stack stays unwritten, since the library may change its message yet.
   */
  passOn(error: unknown): void {
    if (typeof error === "object" && error !== null) this.#passedOn.add(error);
  }

  /** As V8 does before anybody is asked. */
  #abort(error: unknown): never {
    this.#print(`Uncaught:\n${error instanceof Error ? (error.stack ?? "") : String(error)}\n`);
    return this.#context.sys.abort(SIGABRT);
  }

  #handledBy(process: NodeProcess, error: unknown, fromPromise: boolean): boolean {
    const { exitCodes } = this.#context.recorded;
    if (typeof process._fatalException !== "function")
      this.#context.sys.exit(exitCodes["kInvalidFatalExceptionMonkeyPatching"] ?? 6);
    try {
      return process._fatalException(error, fromPromise);
    } catch (second) {
      this.#report(second, undefined, false);
      this.#context.sys.exit(exitCodes["kExceptionInFatalExceptionHandler"] ?? 7);
    }
  }

  #exitCode(otherwise: number): number {
    const [, code, set] = this.#context.exitInfo;
    return set ? (code ?? otherwise) : otherwise;
  }

  /** ReportFatalException in node_errors.cc. */
  #report(error: unknown, place: Place | undefined, wasCaught: boolean): void {
    const { privateSymbols, hooks } = this.#context;
    const isObject = (typeof error === "object" && error !== null) || typeof error === "function";
    const keyed = isObject ? (error as Record<symbol, unknown>) : {};
    const arrowSymbol = privateSymbols["arrow_message_private_symbol"] as symbol;
    // What throws on an error of `JSON.parse` names a place of its own.
    const fault = wasCaught || place === undefined ? jsonFault(error) : undefined;
    const known = fault?.place ?? this.placeOf(error, place, wasCaught);
    const excerpt = fault ? underlined(fault.place, fault.line, 1) : known && this.excerpt(known);
    const decorated = keyed[privateSymbols["decorated_private_symbol"] as symbol] === true;
    if (excerpt !== undefined && typeof keyed[arrowSymbol] !== "string") {
      if (isObject && isNativeError(error)) keyed[arrowSymbol] = excerpt;
      else this.#print(`\n${excerpt}`);
    }
    const arrow = keyed[arrowSymbol];
    const shownAbove = typeof arrow === "string" && !decorated ? `${arrow}\n` : "";
    let trace: unknown;
    if (isObject) {
      trace = valueOf(error, "stack");
      const { enhanceStackBefore: before, enhanceStackAfter: after } = hooks;
      if (before && after)
        trace = attempt(() => {
          before(error);
          return after(error);
        });
    }
    if (typeof trace === "string" && trace !== "") {
      this.#print(`${shownAbove}${trace}\n`);
    } else {
      const [name, message] = isObject ? [valueOf(error, "name"), valueOf(error, "message")] : [];
      const isNamed = name !== undefined && message !== undefined;
      this.#print(isNamed ? `${shownAbove}${textOf(name)}: ${textOf(message)}\n` : `${textOf(error)}\n`);
      if (!this.#context.options.values["--trace-uncaught"])
        this.#print("(Use `node --trace-uncaught ...` to show where the exception was thrown)\n");
    }
    // The browser tells of no more frames than the first.
    if (known && this.#context.options.values["--trace-uncaught"] === true)
      this.#print(`Thrown at:\n    at ${known.file}:${known.line}:${known.column}\n\n`);
    if (this.#context.options.values["--extra-info-on-fatal-exception"] !== false)
      this.#print(`\nNode.js v${this.#context.recorded.version}\n`);
  }

  /** Environment::CheckUnsettledTopLevelAwait: nothing can end what these modules wait for. */
  warnOfUnsettledAwaits(): void {
    if (this.#context.options.values["--warnings"] === false) return;
    const { waiting, positions } = this.#context;
    for (const [file, offset] of waiting) {
      const excerpt = this.excerpt({ file, ...positions.place(file, offset) });
      this.#print(`Warning: Detected unsettled top-level await at ${excerpt ?? `${file}\n`}\n\n\n`);
    }
  }

  /** The line with a mark under the place, as Node prints it before the error; undefined without that line. */
  excerpt(place: Place, width = 1): string | undefined {
    const line = this.#line(place.file, place.line);
    if (line === undefined || line.includes(UNSHOWN)) return undefined;
    const { sourceMapErrorSource } = this.#context.hooks;
    const mapped = this.usesSourceMaps && sourceMapErrorSource?.(place.file, place.line, place.column - 1);
    if (typeof mapped === "string") return mapped;
    return underlined(place, line, Math.max(1, width));
  }

  /** Where an error came from: thrown, or for one from a promise, made. The column is that in its line of the source. */
  placeOf(error: unknown, reported: Place | undefined, wasCaught: boolean): Place | undefined {
    const { positions } = this.#context;
    // V8 forgets where an error was made when it has written its stack.
    if (wasCaught && typeof error === "object" && error !== null && this.#stacks.isWritten(error))
      return reported;
    const places = (typeof error === "object" && error !== null ? this.#stacks.places(error) : []).map(
      (place) => ({ ...place, column: positions.columnInLine(place.file, place) }),
    );
    const find = (file: string, line: number) => this.#line(file, line);
    const [made, user] = places;
    if (!made) return reported && throwPlace([reported], find);
    if (wasCaught) return made;
    // Browsers report where an error was made, but for one whose stack was read before it was thrown.
    const isThrow = reported && (reported.file !== made.file || reported.line !== made.line);
    if (isThrow) return reported;
    // The host throws for native code: the library made the error only for it.
    if (!reported && user && made.file === DOM_EXCEPTION) return user;
    return throwPlace(places, find);
  }

  #line(file: string, line: number): string | undefined {
    const { positions, library } = this.#context;
    if (positions.has(file)) return positions.line(file, line);
    const id = file.startsWith("node:") ? file.slice("node:".length) : "";
    return library.has(id) ? library.text(id).split("\n")[line - 1] : undefined;
  }

  #print(text: string): void {
    const { sys, pristine } = this.#context;
    const bytes = new pristine.TextEncoder().encode(text);
    try {
      for (let at = 0; at < bytes.length;) at += sys.write(2, bytes.subarray(at), null);
    } catch {
      // Nobody reads stderr any more; Node ignores that too.
    }
  }
}

/** As GetErrorSource in node_errors.cc: there is no mark beyond the line's end. */
function underlined({ file, line: number, column }: Place, line: string, width: number): string {
  const head = `${file}:${number}\n${line}\n`;
  if (column - 1 + width > line.length) return head;
  return `${head}${line.slice(0, column - 1).replaceAll(/[^\t]/g, " ")}${"^".repeat(width)}\n`;
}

function isNativeError(value: object): boolean {
  return Object.prototype.toString.call(value) === "[object Error]" || value instanceof Error;
}

/** A property of what was thrown; undefined when a getter throws. */
function valueOf(error: object, key: string): unknown {
  return attempt(() => (error as Record<string, unknown>)[key]);
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return undefined; // as node_errors.cc goes on
  }
}

function textOf(value: unknown): string {
  // V8 makes no string of a symbol here, and Node prints none.
  if (typeof value === "symbol") return "";
  try {
    return String(value);
  } catch {
    return "<toString() threw exception>"; // as node::Utf8Value reads
  }
}
