import { CallSite, isBetween, isHost, isOfEngine, nameOf } from "./call-site.ts";
import type { Position, SourcePositions } from "./source-positions.ts";

type Format = (error: unknown, sites: readonly NodeJS.CallSite[]) => unknown;

/** Where an error was made: a source's name and a place in it as written. */
export interface Place extends Position {
  readonly file: string;
}

/**
 * Stack traces as in Node: frames of the host's own code do not show, places are those of the sources as written.
 *
 * V8 formats a stack by calling `Error.prepareStackTrace`. It is an accessor here, so that whatever formatter a program
 * sets gets frames that were put right first.
 */
export class StackTraces {
  readonly #positions: SourcePositions;
  readonly #places = new WeakMap<object, readonly Place[]>();
  readonly #wrapped = new WeakMap<Format, Format>();
  readonly #override: (error: unknown) => Format | undefined;
  readonly #own: Format;
  #library: Format = (error, sites) =>
    [String(error), ...sites.map((site) => site.getFunctionName() ?? "")].join("\n    at ");
  #format: unknown;
  /** How many stacks were written. */
  #written = 0;
  /** Goes before all others, and sees the host's own frames. */
  #raw: Format | null = null;
  readonly #ticks: TickFrames;
  /** Of errors that promises were rejected with: the frame below what was called then. */
  readonly #below = new WeakMap<object, CallSite | null>();

  /**
   * @param override the library's own formatter for this one error, which goes before the program's
   */
  constructor(
    positions: SourcePositions,
    override: (error: unknown) => Format | undefined,
    ticks: TickFrames,
  ) {
    this.#positions = positions;
    this.#override = override;
    this.#ticks = ticks;
    this.#own = (error, sites) => {
      this.#written++;
      const shown = this.#framesOf(error, sites);
      this.#remember(error, shown);
      return (override(error) ?? this.#library)(error, shown);
    };
    this.#format = this.#own;
  }

  /** To be called when Node's library has put its formatter on `Error`. */
  install(): void {
    const given: unknown = (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    if (typeof given === "function") this.#library = given as Format;
    const wrap = (format: Format): Format => {
      const wrapped =
        this.#wrapped.get(format) ??
        ((error, sites) => {
          this.#written++;
          const shown = this.#framesOf(error, sites);
          return (this.#override(error) ?? format).call(Error, error, shown);
        });
      this.#wrapped.set(format, wrapped);
      this.#wrapped.set(wrapped, wrapped);
      return wrapped;
    };
    this.#wrapped.set(this.#own, this.#own);
    this.#format = this.#own;
    Object.defineProperty(Error, "prepareStackTrace", {
      configurable: true,
      enumerable: false,
      get: () => this.#raw ?? (typeof this.#format === "function" ? wrap(this.#format as Format) : this.#own),
      set: (format: unknown) => {
        this.#format = format ?? this.#own;
      },
    });
    Error.stackTraceLimit = 10;
  }

  /** Leaves `Error` as the browser has it. */
  remove(): void {
    Reflect.deleteProperty(Error, "prepareStackTrace");
    Error.stackTraceLimit = 10;
  }

  /** Whether V8 has written an error's stack already, as it does when it is read for the first time. */
  isWritten(error: object): boolean {
    const before = this.#written;
    try {
      void (error as { stack?: unknown }).stack;
    } catch {
      return true; // A getter of the program's has taken the place of V8's.
    }
    return this.#written === before;
  }

  /** The innermost places of an error's stack, when it is known; the first is where it was made. */
  places(error: object): readonly Place[] {
    // Reading the stack makes V8 format it, which records the places.
    if (!this.#places.has(error)) this.isWritten(error);
    return this.#places.get(error) ?? [];
  }

  /** The stack of the caller, innermost first. */
  capture(limit: number): readonly NodeJS.CallSite[] {
    const { stackTraceLimit } = Error;
    const format = this.#format;
    // A program may have made it read-only.
    Reflect.set(Error, "stackTraceLimit", limit + 8);
    let sites: readonly NodeJS.CallSite[] = [];
    this.#format = ((_error, shown) => {
      sites = shown;
      return "";
    }) satisfies Format;
    try {
      void new Error().stack;
    } finally {
      this.#format = format;
      Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
    }
    return sites.slice(0, limit);
  }

  /** Where the host was called from. */
  caller(): Place | undefined {
    const [site] = this.capture(1);
    const [file, line, column] = [site?.getFileName(), site?.getLineNumber(), site?.getColumnNumber()];
    return typeof file === "string" && line != null && column != null ? { file, line, column } : undefined;
  }

  /**
   * What V8 takes an object's class to be, whatever became of its prototype: call sites tell it of `this`. Null where the
   * browser has no call sites.
   */
  typeName(receiver: object): string | null {
    const { stackTraceLimit } = Error;
    let name: string | null = null;
    this.#raw = (_error, sites) => {
      name = sites[0]?.getTypeName() ?? null;
    };
    Reflect.set(Error, "stackTraceLimit", 1);
    try {
      void RECEIVER.stackOf.call(receiver);
    } finally {
      this.#raw = null;
      Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
    }
    return name;
  }

  /** A promise was rejected with this, and nobody has looked at it so far. To be called before anything else runs. */
  rejected(reason: unknown): void {
    if (typeof reason === "object" && reason !== null) this.#below.set(reason, this.#ticks.current());
  }

  /** With the frame that Node's library has below microtasks: V8 writes most stacks in the turn in which they are made. */
  #framesOf(error: unknown, sites: readonly NodeJS.CallSite[]): NodeJS.CallSite[] {
    const shown = this.frames(sites);
    const known = typeof error === "object" && error !== null ? this.#below.get(error) : undefined;
    const below = known === undefined ? this.#ticks.current() : known;
    const at = below ? endOfMicrotask(sites, shown) : -1;
    if (!below || at < 0) return shown;
    shown.splice(at, 0, below);
    if (shown.length > Error.stackTraceLimit) shown.pop();
    return shown;
  }

  /** The frames that show, with their places as written. Those that were put right before, or that a program made, stay. */
  frames(sites: readonly NodeJS.CallSite[]): NodeJS.CallSite[] {
    const shown: NodeJS.CallSite[] = [];
    for (const [index, site] of sites.entries()) {
      if (!isOfEngine(site)) {
        shown.push(site);
        continue;
      }
      const file = nameOf(site);
      if (isHost(file)) continue;
      if (file === undefined && isBetween(site, sites[index + 1])) continue;
      const caller = file === undefined ? evaluator(sites, index) : undefined;
      shown.push(this.#shown(site, caller && this.#shown(caller)));
    }
    return shown;
  }

  #shown(site: NodeJS.CallSite, caller?: CallSite): CallSite {
    const compiled = nameOf(site);
    const file = compiled && this.#positions.nameOf(compiled);
    // A text that a program evaluates may name itself: that is no file.
    const isFile =
      file !== undefined && (!site.isEval() || file.startsWith("node:") || this.#positions.has(file));
    return new CallSite(site, isFile ? file : undefined, this.#positions, caller);
  }

  #remember(error: unknown, frames: readonly NodeJS.CallSite[]): void {
    if (typeof error !== "object" || error === null) return;
    const places = frames.slice(0, PLACES).flatMap((frame) => {
      if (!(frame instanceof CallSite)) return [];
      const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
      return typeof file === "string" && line !== null && column !== null ? [{ file, line, column }] : [];
    });
    this.#places.set(error, places);
  }
}

/** What called the `eval` that the function of a frame comes from, as long as that goes on. */
function evaluator(sites: readonly NodeJS.CallSite[], from: number): NodeJS.CallSite | undefined {
  const origin = sites[from]?.getEvalOrigin();
  if (origin === undefined) return undefined;
  // Also that of `eval` itself, when it was called indirectly.
  const isOfEval = (site: NodeJS.CallSite | undefined) =>
    site && isOfEngine(site) && nameOf(site) === undefined && site.getFunctionName() === "eval";
  for (let index = from; index < sites.length; index++) {
    if (!isOfEval(sites[index]) || sites[index]?.getEvalOrigin() !== origin) continue;
    while (isOfEval(sites[index + 1])) index++;
    const caller = sites[index + 1];
    if (caller && isOfEngine(caller) && nameOf(caller) !== undefined) return caller;
  }
  return undefined;
}

/** What is below microtasks. */
export interface TickFrames {
  /** Null when no frame of the library is. */
  current(): CallSite | null;
}

/** Where the frames end that a microtask has of its own, when a program's function is what was called; otherwise -1. */
function endOfMicrotask(sites: readonly NodeJS.CallSite[], shown: readonly NodeJS.CallSite[]): number {
  const isAsync = (site: NodeJS.CallSite) => site.isAsync();
  const asyncSite = sites.findIndex(isAsync);
  if (asyncSite < 0 && sites.length >= Error.stackTraceLimit) return -1;
  const called = nameOf(sites.at(asyncSite < 0 ? -1 : asyncSite - 1));
  if (asyncSite === 0 || called === undefined || isHost(called) || called.startsWith("node:")) return -1;
  const asyncFrame = shown.findIndex(isAsync);
  return asyncFrame < 0 ? shown.length : asyncFrame;
}

/** A method whose frame has its caller's object as `this`. */
const RECEIVER = {
  stackOf(this: object) {
    return new Error().stack;
  },
};

/** How many places of each error are kept. */
const PLACES = 3;
