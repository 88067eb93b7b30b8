import type { BindingContext } from "../binding.ts";
import { withoutMatch } from "../last-match.ts";
import { hook, type RealmContext } from "../realm-context.ts";
import { asyncContext } from "../async-context.ts";
import { notedPromises } from "../noted-promises.ts";
import { addTicks } from "./context-rewrite.ts";
import { EVALUATION_PHASE, SOURCE_PHASE } from "./module-source.ts";
import { Edits } from "./edits.ts";
import { type Importer, MAY_IMPORT, withGeneratedCode } from "./generated-code.ts";
import { declaresGlobals, isStrictScript, keepValue, lexicalNames, MAY_DECLARE } from "./global-script.ts";
import { DYNAMIC_IMPORT } from "./names.ts";
import { NoteWriter } from "./note-writer.ts";
import type { MakeFunction } from "./kept-functions.ts";
import { withRoomForHost } from "../stack-limit.ts";
import { rewriteReferences } from "./rewrite.ts";
import { decorateSyntaxError, type SourceKind } from "./syntax-errors.ts";
import type { AstNode } from "./syntax-tree.ts";
import type { ColumnShift, Origin } from "../source-positions.ts";

/** Who is behind `import()`: what the library registered for this script, and its name. */
export interface Referrer {
  readonly id: symbol | object;
  readonly name: string;
  /** Where the script's text begins in its file, if not at its start. */
  readonly origin?: Origin | undefined;
}

/** Text around a function: a function of one value that returns it. */
export interface Surroundings {
  readonly head: string;
  readonly tail: string;
  readonly value: unknown;
}

const NO_SURROUNDINGS: Surroundings = { head: "", tail: "", value: undefined };

/** How a function's parameters and its body's beginning are written. */
type FunctionHead = (parameters: readonly string[]) => string;

const ON_ONE_LINE: FunctionHead = (parameters) => `function (${parameters.join(", ")}) { `;

/** As V8's own text of functions that `vm` compiles. */
export const AS_V8: FunctionHead = (parameters) => `function (${parameters.join(", ")}) {\n`;

interface Prepared {
  readonly text: string;
  readonly shifts: ReadonlyMap<number, readonly ColumnShift[]>;
  readonly imports: boolean;
  /** It declares what later scripts see, and keeps its value for `runGlobalScript`. */
  readonly lasts: ReadonlySet<string> | null;
}

/** How a script is to be prepared. */
interface Preparation {
  /** It looks at the clock. */
  readonly limited: boolean;
  /** What it declares at its top level outlives it. */
  readonly global: boolean;
  /** Its value is printed. */
  readonly shown: boolean;
}

const FUNCTION_BODY: Preparation = { limited: false, global: false, shown: false };

/** Programs of the command line: there is one only, so that nothing sees what it declares. */
const ONLY_SCRIPT = new Set(["[eval]", "[stdin]"]);

/** Lines of the REPL. */
const REPL = /^REPL\d+$/;

/** Frames of the host between V8 and the library when a module is compiled. */
const HOST_FRAMES = 3;

/** Hints to V8's compilers: nothing of a program depends on them, and a browser does not take them. */
const HINT =
  /%(?:PrepareFunctionForOptimization|OptimizeFunctionOnNextCall|OptimizeMaglevOnNextCall|NeverOptimizeFunction|DeoptimizeFunction|ClearFunctionFeedback|EnsureFeedbackVectorForFunction)\((?:[^()]|\([^()]*\))*\)/g;

/** What newer engines say of a body that ends its function; the pinned Node's names the brace. */
const ENDS_EARLY = "Single function literal required";

/** A script that parses. */
export interface CompiledScript {
  /**
   * To be called each time before it runs.
   *
   * @param limited whether it looks at the clock
   * @returns the text to evaluate, and whether that is for `runGlobalScript`
   */
  begin(limited: boolean): { readonly text: string; readonly isGlobal: boolean };
  /** Makes an error of its evaluation look as in Node. */
  failed(error: unknown): void;
}

/** Compiles program text other than ES modules. */
export class Scripts {
  readonly #context: RealmContext;
  readonly #lasting = new Set<string>();

  constructor(context: RealmContext) {
    this.#context = context;
  }

  /** What scripts have declared in the global scope with let, const and class. */
  get lasting(): ReadonlySet<string> {
    return this.#lasting;
  }

  /**
   * A function with these parameters and this text as its body.
   *
   * @throws SyntaxError decorated as in Node
   */
  compileFunction(
    source: string,
    file: string,
    parameters: readonly string[],
    referrer: Referrer,
    around: Surroundings = NO_SURROUNDINGS,
    functionHead = ON_ONE_LINE,
  ): Function {
    if (functionHead === AS_V8) this.#checkParts(parameters, source, file, referrer.origin);
    const { text, shifts, imports } = this.#prepare(source);
    const kept = this.#context.library.kept;
    const keeping = kept.around(text);
    const head = `${keeping?.head ?? ""}${around.head}${imports ? `(function (${DYNAMIC_IMPORT}) { return ` : ""}(${functionHead(parameters)}`;
    const tail = `\n})${imports ? "\n})" : ""}${around.tail}${keeping?.tail ?? ""}`;
    const naming = this.#context.positions.register(file, source, head, shifts, referrer.origin);
    const whole = head + text + tail + naming;
    const known = keeping ? kept.maker(whole) : undefined;
    const evaluated = known ?? this.#evaluate(whole, source, file, "function", referrer.origin);
    const made = keeping ? kept.keep(whole, evaluated as MakeFunction)() : evaluated;
    const inner = around.head === "" ? made : (made as (value: unknown) => unknown)(around.value);
    return imports ? (inner as (load: unknown) => Function)(this.importer(referrer)) : (inner as Function);
  }

  /** Neither parameters nor body may end what they are part of. */
  #checkParts(parameters: readonly string[], body: string, file: string, origin: Origin | undefined): void {
    try {
      void new this.#context.pristine.Function(...parameters, body);
    } catch (error) {
      if (error instanceof SyntaxError && error.message === ENDS_EARLY)
        error.message = "Unexpected token '}'";
      decorateSyntaxError(this.#context, error, body, file, "function", origin);
      throw error;
    }
  }

  /** Checks that a script parses, and prepares it to be run any number of times in the global scope. */
  compileScript(source: string, file: string, referrer: Referrer): CompiledScript {
    const global = !ONLY_SCRIPT.has(file) || this.#context.options.values["--interactive"] === true;
    const shown = REPL.test(file) || (file === "[eval]" && this.#context.options.values["--print"] === true);
    const prepared = this.#prepare(source, { limited: false, global, shown });
    const { text, imports } = prepared;
    try {
      // `eval` would also run it: a function that is never called has the same grammar, but for `return`.
      withRoomForHost(HOST_FRAMES, () => void new this.#context.pristine.Function(`${text}\n`));
    } catch (error) {
      decorateSyntaxError(this.#context, error, source, file, "script", referrer.origin);
      throw error;
    }
    const begin = (limited: boolean) => {
      const code = limited ? this.#prepare(source, { limited, global, shown }) : prepared;
      const naming = this.#context.positions.register(file, source, "", code.shifts, referrer.origin);
      if (imports)
        Object.defineProperty(globalThis, DYNAMIC_IMPORT, {
          value: this.importer(referrer),
          configurable: true,
          enumerable: false,
        });
      for (const name of code.lasts ?? []) this.#lasting.add(name);
      return { text: code.text + naming, isGlobal: code.lasts !== null };
    };
    const failed = (error: unknown) => decorateSyntaxError(this.#context, error, source, file, "script");
    return { begin, failed };
  }

  /** `import()` on behalf of a script or module. */
  importer({ id, name }: Referrer): Importer {
    const load = (phase: number) => async (specifier: unknown, options?: unknown) => {
      const text = String(specifier);
      const attributes = readAttributes(options);
      return hook(this.#context, "importModuleDynamically")(id, text, phase, attributes, name);
    };
    return withGeneratedCode(this.#context, load(EVALUATION_PHASE), load(SOURCE_PHASE));
  }

  #evaluate(text: string, source: string, file: string, kind: SourceKind, origin?: Origin): unknown {
    try {
      return withRoomForHost(HOST_FRAMES, () => this.#context.pristine.evaluate(text));
    } catch (error) {
      if (error instanceof SyntaxError) decorateSyntaxError(this.#context, error, source, file, kind, origin);
      throw error;
    }
  }

  /** `--allow-natives-syntax`, as far as leaving out makes no difference. */
  #withoutHints(source: string): string {
    if (!this.#context.options.execArgv.some((arg) => /^--allow[-_]natives[-_]syntax$/.test(arg)))
      return source;
    return source.replaceAll(HINT, (hint) => "void 0".padEnd(hint.length));
  }

  #prepare(source: string, kind = FUNCTION_BODY): Prepared {
    return withoutMatch(() => this.#rewrite(source, kind));
  }

  /** `import()` goes to the library. */
  #rewrite(source: string, { limited, global, shown }: Preparation): Prepared {
    const script = this.#withoutHints(source.startsWith("#!") ? `//${source.slice(2)}` : source);
    const tracksFrames = asyncContext(this.#context).tracks(script);
    const promises = notedPromises(this.#context).watches(script, shown);
    const unchanged = { text: script, shifts: new Map(), imports: false, lasts: null };
    const isStrict = global && isStrictScript(script);
    const mayLast = isStrict || (global && MAY_DECLARE.test(script));
    if (!MAY_IMPORT.test(script) && !tracksFrames && !limited && !mayLast && !promises) return unchanged;
    let ast: AstNode;
    try {
      ast = this.#context.vendor("parsers").parseScript(script, {
        ecmaVersion: "latest",
        sourceType: "script",
        allowReturnOutsideFunction: true,
      }) as unknown as AstNode;
    } catch {
      // What acorn cannot parse is left for V8 to judge.
      return unchanged;
    }
    const edits = new Edits(script);
    const makesCode = MAY_IMPORT.test(script);
    rewriteReferences(ast, edits, {
      live: new Map(),
      dynamicImport: DYNAMIC_IMPORT,
      tracksFrames,
      makesCode,
      notes: promises && new NoteWriter(edits, script, promises),
    });
    if (limited) addTicks(ast, edits);
    const names = mayLast ? lexicalNames(ast) : new Set<string>();
    const lasts = names.size > 0 || (isStrict && declaresGlobals(ast)) ? names : null;
    if (lasts) keepValue(ast, edits, script);
    const { text, shifts } = edits.apply();
    return { text, shifts, imports: text.includes(DYNAMIC_IMPORT), lasts };
  }
}

/** The realm's own. */
export function scriptsOf(context: BindingContext): Scripts {
  return context.shared(makeScripts);
}

function makeScripts(context: BindingContext): Scripts {
  return new Scripts(context as RealmContext);
}

/** The second argument of `import()`. @throws TypeError as V8 does */
function readAttributes(options: unknown): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null);
  if (options === undefined) return attributes;
  if (!isObject(options)) throw new TypeError("The second argument to import() must be an object");
  const given: unknown = (options as { with?: unknown }).with;
  if (given === undefined) return attributes;
  if (!isObject(given)) throw new TypeError("The 'with' option must be an object");
  for (const [key, value] of Object.entries(given)) {
    if (typeof value !== "string") throw new TypeError("Import attribute value must be a string");
    attributes[key] = value;
  }
  return attributes;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
