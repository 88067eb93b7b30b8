import type { Position, SourcePositions } from "./source-positions.ts";

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

/** Whether a call site is V8's own, not one that was put right before or that a program made. */
export function isOfEngine(site: NodeJS.CallSite): boolean {
  return typeof site === "object" && Object.getPrototypeOf(site) === ENGINE_SITE;
}

/** The name of the source that a frame is in. */
export function nameOf(site: NodeJS.CallSite | undefined): string | undefined {
  return site?.getScriptNameOrSourceURL() || site?.getFileName() || undefined;
}

/** Whether a source is the host's own. */
export function isHost(file: string | undefined): boolean {
  return file !== undefined && /^(blob:|https?:)/.test(file);
}

/** A built-in that the host's code called, or the resuming of one of Node's loops that became generators. */
export function isBetween(site: NodeJS.CallSite, next: NodeJS.CallSite | undefined): boolean {
  const caller = nameOf(next);
  // A stand-in for the built-in has its name.
  if (isHost(caller)) return next?.getFunctionName() !== site.getFunctionName();
  return site.getFunctionName() === "next" && caller === "node:internal/timers";
}

/**
 * A V8 call site with its place as written. Its methods are its class's own, in V8's order: libraries that map sources copy
 * them by the names that they find there.
 */
export class CallSite implements NodeJS.CallSite {
  readonly #site: NodeJS.CallSite;
  readonly #file: string | undefined;
  /** The name that V8 knows. */
  readonly #compiled: string | undefined;
  readonly #place: Position | undefined;
  /** Called by name in a context of `vm`, whose global object is a proxy. */
  readonly #isOfGlobal: boolean;
  /** Most likely called as a property of a module's namespace, which is a proxy, too. */
  readonly #isOfNamespace: boolean;

  readonly #positions: SourcePositions;
  /** What called it: maybe the `eval` that it comes from. */
  readonly #caller: CallSite | undefined;

  constructor(
    site: NodeJS.CallSite,
    file: string | undefined,
    positions: SourcePositions,
    caller: CallSite | undefined,
  ) {
    this.#site = site;
    this.#positions = positions;
    this.#caller = caller;
    this.#file = file;
    this.#compiled = nameOf(site);
    const line = site.getLineNumber();
    const column = site.getColumnNumber();
    const isOfProxy = file !== undefined && site.getTypeName() === "Proxy";
    this.#isOfGlobal = isOfProxy && positions.isOfContext(file);
    this.#isOfNamespace = isOfProxy && !this.#isOfGlobal && isDeclared(site, file, positions);
    if (file !== undefined && line !== null && column !== null)
      this.#place = positions.original(file, { line, column });
  }

  getColumnNumber(): number | null {
    return this.#place?.column ?? this.#site.getColumnNumber();
  }
  getEnclosingColumnNumber() {
    return this.#enclosing?.column ?? this.#site.getEnclosingColumnNumber();
  }
  getEnclosingLineNumber() {
    return this.#enclosing?.line ?? this.#site.getEnclosingLineNumber();
  }
  getEvalOrigin(): string | undefined {
    const origin = this.#file === undefined ? this.#withOrigin(this.#site.getEvalOrigin() ?? "") : "";
    return origin === "" ? undefined : origin;
  }
  /** Evaluated text has none, which V8 says otherwise than that there is no text. */
  getFileName(): string | null {
    return this.#file ?? (this.#site.isEval() ? (undefined as unknown as null) : null);
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

  /** Where the frame's function begins. */
  get #enclosing(): Position | undefined {
    const [line, column] = [this.#site.getEnclosingLineNumber(), this.#site.getEnclosingColumnNumber()];
    if (this.#file === undefined || line === null || column === null) return undefined;
    return this.#positions.original(this.#file, { line, column });
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

/** Whether a function is one of the library or is declared by an ES module: then it is no method of a program's proxy. */
function isDeclared(site: NodeJS.CallSite, file: string, positions: SourcePositions): boolean {
  if (!file.startsWith("file:")) return file.startsWith("node:");
  const [line, column] = [site.getEnclosingLineNumber(), site.getEnclosingColumnNumber()];
  if (line === null || column === null) return false;
  const text = positions.line(file, positions.original(file, { line, column }).line) ?? "";
  const [, declared] = /(?:\bfunction\s*\*?\s*|\b(?:const|let|var)\s+)([\w$]+)/.exec(text) ?? [];
  return declared !== undefined && declared === site.getFunctionName();
}

/** The host's evaluation of text that evaluates text itself. */
const HOST_ORIGIN = /eval at [^,()]* \((?:blob|https?):[^)]*\), /g;
/** `onImport.tracePromise`: no name that a source gives a function has a dot outside of brackets. */
const INFERRED = /^[\w$]+\./;
