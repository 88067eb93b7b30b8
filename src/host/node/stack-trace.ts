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

  /**
   * @param override the library's own formatter for this one error, which goes before the program's
   */
  constructor(positions: SourcePositions, override: (error: unknown) => Format | undefined) {
    this.#positions = positions;
    this.#override = override;
    this.#own = (error, sites) => {
      this.#written++;
      const shown = this.frames(sites);
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
          const shown = this.frames(sites);
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
    if (!this.#places.has(error)) void (error as { stack?: unknown }).stack;
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
      const next = sites[index + 1];
      const isEval = file === undefined && site.getFunctionName() === "eval";
      const caller = isEval && next && isOfEngine(next) ? this.#shown(next) : undefined;
      shown.push(this.#shown(site, caller));
    }
    return shown;
  }

  #shown(site: NodeJS.CallSite, caller?: CallSite): CallSite {
    const file = nameOf(site);
    return new CallSite(site, file && this.#positions.nameOf(file), this.#positions, caller);
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

/** A method whose frame has its caller's object as `this`. */
const RECEIVER = {
  stackOf(this: object) {
    return new Error().stack;
  },
};

/** How many places of each error are kept. */
const PLACES = 3;

/** What V8's own call sites have their methods from; null where the browser has none. */
const ENGINE_SITE = ((): object | null => {
  const given = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  let found: object | null = null;
  Error.prepareStackTrace = (_error, sites) => {
    found = sites[0] ? (Object.getPrototypeOf(sites[0]) as object) : null;
  };
  void new Error().stack;
  Reflect.deleteProperty(Error, "prepareStackTrace");
  if (given) Object.defineProperty(Error, "prepareStackTrace", given);
  return found;
})();

function isOfEngine(site: NodeJS.CallSite): boolean {
  return typeof site === "object" && Object.getPrototypeOf(site) === ENGINE_SITE;
}

function nameOf(site: NodeJS.CallSite | undefined): string | undefined {
  return site?.getScriptNameOrSourceURL() || site?.getFileName() || undefined;
}

function isHost(file: string | undefined): boolean {
  return file !== undefined && /^(blob:|https?:)/.test(file);
}

/** A built-in that the host's code called, or the resuming of one of Node's loops that became generators. */
function isBetween(site: NodeJS.CallSite, next: NodeJS.CallSite | undefined): boolean {
  const caller = nameOf(next);
  // A stand-in for the built-in has its name.
  if (isHost(caller)) return next?.getFunctionName() !== site.getFunctionName();
  return site.getFunctionName() === "next" && caller === "node:internal/timers";
}

/**
 * A V8 call site with its place as written. Its methods are its class's own, in V8's order: libraries that map sources copy
 * them by the names that they find there.
 */
class CallSite implements NodeJS.CallSite {
  readonly #site: NodeJS.CallSite;
  readonly #file: string | undefined;
  /** The name that V8 knows. */
  readonly #compiled: string | undefined;
  readonly #place: Position | undefined;
  /** Called by name in a context of `vm`, whose global object is a proxy. */
  readonly #isOfGlobal: boolean;
  /** Most likely called as a property of a module's namespace, which is a proxy, too. */
  readonly #isOfNamespace: boolean;

  /** What called it: maybe the `eval` that it comes from. */
  readonly #caller: CallSite | undefined;

  constructor(
    site: NodeJS.CallSite,
    file: string | undefined,
    positions: SourcePositions,
    caller: CallSite | undefined,
  ) {
    this.#site = site;
    this.#caller = caller;
    this.#file = file;
    this.#compiled = nameOf(site);
    const line = site.getLineNumber();
    const column = site.getColumnNumber();
    const isOfProxy = file !== undefined && site.getTypeName() === "Proxy";
    this.#isOfGlobal = isOfProxy && positions.isOfContext(file);
    this.#isOfNamespace = isOfProxy && !this.#isOfGlobal && /^(?:node|file):/.test(file);
    if (file !== undefined && line !== null && column !== null)
      this.#place = positions.original(file, { line, column });
  }

  getColumnNumber(): number | null {
    return this.#place?.column ?? this.#site.getColumnNumber();
  }
  getEnclosingColumnNumber() {
    return this.#site.getEnclosingColumnNumber();
  }
  getEnclosingLineNumber() {
    return this.#site.getEnclosingLineNumber();
  }
  getEvalOrigin(): string | undefined {
    return this.#file === undefined ? this.#withOrigin(this.#site.getEvalOrigin() ?? "") : undefined;
  }
  getFileName(): string | null {
    return this.#file ?? null;
  }
  getFunction(): Function | undefined {
    return this.#site.getFunction();
  }
  getFunctionName(): string | null {
    return this.#isNameless ? null : this.#site.getFunctionName();
  }
  getLineNumber(): number | null {
    return this.#place?.line ?? this.#site.getLineNumber();
  }
  getMethodName(): string | null {
    return this.#site.getMethodName();
  }
  getPosition() {
    return this.#site.getPosition();
  }
  getPromiseIndex(): number | null {
    return this.#site.getPromiseIndex();
  }
  getScriptNameOrSourceURL() {
    return this.#file ?? this.#site.getScriptNameOrSourceURL();
  }
  getScriptHash() {
    return this.#site.getScriptHash();
  }
  getThis(): undefined {
    return undefined;
  }
  getTypeName(): string | null {
    return this.#isOfGlobal ? "Object" : this.#isOfNamespace ? "Module" : this.#site.getTypeName();
  }
  isAsync(): boolean {
    return this.#site.isAsync();
  }
  isConstructor(): boolean {
    return this.#site.isConstructor();
  }
  isEval(): boolean {
    return this.#file === undefined && this.#site.isEval();
  }
  isNative(): boolean {
    return this.#site.isNative();
  }
  isPromiseAll(): boolean {
    return this.#site.isPromiseAll();
  }
  isToplevel(): boolean {
    return this.#isOfGlobal || this.#site.isToplevel();
  }

  /**
   * V8 calls functions without a name `eval` when they come from evaluated text, as all of a program does here. Node's
   * library, which comes compiled, has none of the names that V8 infers from assignments.
   */
  get #isNameless(): boolean {
    const name = this.#site.getFunctionName();
    if (this.#file === undefined || name === null) return false;
    if (this.#file.startsWith("node:")) return name === "eval" || INFERRED.test(name);
    return name === "eval" && this.#site.isEval();
  }

  toString(): string {
    // oxlint-disable-next-line typescript/no-base-to-string -- V8 writes call sites as frames
    const whole = this.#site.toString();
    const text = this.#isOfGlobal
      ? whole.replace(/^Proxy\./, "").replace(/ \[as [^\]]*\]/, "")
      : this.#isOfNamespace
        ? whole.replace(/^(async )?Proxy\./, "$1Module.")
        : whole;
    if (!this.#place || this.#file === undefined) return this.#withOrigin(text.replaceAll(HOST_ORIGIN, ""));
    const place = `${this.#file}:${this.#place.line}:${this.#place.column}`;
    if (this.#isNameless) return this.#nameless(place);
    const compiled = `${this.#compiled}:${this.#site.getLineNumber()}:${this.#site.getColumnNumber()}`;
    return text.replace(compiled, () => place);
  }

  /** V8 gives no place in a source that was itself evaluated, as all of a program are: it is that of the `eval`. */
  #withOrigin(text: string): string {
    const caller = this.#caller;
    const file = caller?.getFileName();
    if (caller === undefined || typeof file !== "string") return text;
    const origin = `eval at ${caller.getFunctionName() ?? "<anonymous>"} (${file}`;
    return text.replace(
      `${origin})`,
      () => `${origin}:${caller.getLineNumber()}:${caller.getColumnNumber()})`,
    );
  }

  /** As V8 writes the frame of a function without a name (SerializeCallSiteInfo). */
  #nameless(place: string): string {
    const site = this.#site;
    const before = site.isAsync() ? "async " : "";
    if (site.isConstructor()) return `${before}new <anonymous> (${place})`;
    const type = this.isToplevel() ? null : site.getTypeName();
    if (type === null) return before + place;
    return `${before}${type}.${site.getMethodName() ?? "<anonymous>"} (${place})`;
  }
}

/** The host's evaluation of text that evaluates text itself. */
const HOST_ORIGIN = /eval at [^,()]* \((?:blob|https?):[^)]*\), /g;
/** `onImport.tracePromise`: no name that a source gives a function has a dot outside of brackets. */
const INFERRED = /^[\w$]+\./;
