import { CODE_TYPES, compileCache } from "../compile-cache.ts";
import { withoutMatch } from "../last-match.ts";
import type { FatalErrors } from "../fatal.ts";
import type { RealmContext } from "../realm-context.ts";
import type { Origin } from "../source-positions.ts";
import { sandboxesOf } from "../modules/sandbox.ts";
import { runGlobalScript } from "../modules/global-script.ts";
import { AS_V8, type CompiledScript, type Referrer, scriptsOf } from "../modules/scripts.ts";
import { sourceMapUrl } from "../modules/source-map-url.ts";
import { timeLimits } from "../modules/time-limits.ts";
import { cacheOf, isCacheOf } from "./code-cache.ts";
import { values } from "./values.ts";

const CJS_PARAMETERS = ["exports", "require", "module", "__filename", "__dirname"];

/** Cheap test before a source is parsed: only sources with one of these can be ES modules. */
const MODULE_WORDS = /\b(import|export|await)\b/;

/** Cheap test for sources that may declare one of the names that CommonJS has taken. */
const MAY_REDECLARE =
  /\b(?:const|let|class)\b[^;=()]*\b(?:exports|require|module|__filename|__dirname)\b\s*[,}\]=:{]/;

/** What V8 says of a source that may be an ES module: it declares what CommonJS has taken, or awaits (node_contextify.cc). */
const MAYBE_MODULE =
  /^(?:Identifier '(?:exports|require|module|__filename|__dirname)' has already|await is only valid|missing \) after|Unexpected )/;

/** What V8 says of a source with what only ES modules have: nobody looks then whether it is one as a whole. */
const ONLY_IN_MODULES =
  /^(?:Cannot use import statement outside a module|Unexpected token 'export'|Cannot use 'import\.meta' outside a module)/;

/** `contextify`: compiling CommonJS modules and `vm` scripts. */
export function makeContextifyBinding(context: RealmContext, fatal: FatalErrors): Record<string, unknown> {
  const scripts = scriptsOf(context);
  const sandboxes = sandboxesOf(context);
  const limits = timeLimits(context);
  const { evaluate } = context.pristine;
  const internalReferrer = context.symbols["vm_dynamic_import_default_internal"] as symbol;
  const hostOption = context.privateSymbols["host_defined_option_symbol"] as symbol;

  const parsesAsModule = (source: string): boolean => {
    try {
      const options = { ecmaVersion: "latest", sourceType: "module", allowHashBang: true } as const;
      context.vendor("parsers").parseScript(source, options);
      return true;
    } catch {
      return false;
    }
  };
  /** Whether a source is an ES module, from what V8 says of it as a CommonJS module. */
  const tellsModule = (error: unknown, source: string): boolean =>
    error instanceof SyntaxError &&
    (ONLY_IN_MODULES.test(error.message) || (MAYBE_MODULE.test(error.message) && parsesAsModule(source)));
  const isModule = (source: string, parameters: readonly string[] = CJS_PARAMETERS): boolean => {
    if (!MODULE_WORDS.test(source) && !MAY_REDECLARE.test(source)) return false;
    try {
      void new context.pristine.Function(...parameters, source.replace(/^#!/, "//"));
      return false;
    } catch (error) {
      return tellsModule(error, source);
    }
  };

  /** Puts the line that threw above the stack (DecorateErrorStack in node_errors.cc). */
  const decorate = (error: unknown): void => {
    const decorated = context.privateSymbols["decorated_private_symbol"] as symbol;
    if (typeof error !== "object" || error === null) return;
    const keyed = error as Record<symbol, unknown> & { stack?: unknown };
    let stack: unknown;
    try {
      ({ stack } = keyed);
    } catch {
      return; // A getter of the program's, as node_errors.cc goes on.
    }
    if (keyed[decorated] === true || typeof stack !== "string") return;
    const place = fatal.placeOf(error, undefined, false);
    const arrow = place && fatal.excerpt(place);
    if (arrow === undefined) return;
    keyed.stack = `${arrow}\n${stack}`;
    keyed[decorated] = true;
  };

  class ContextifyScript {
    readonly sourceMapURL: string | undefined;
    readonly #source: string;
    readonly #file: string;
    readonly #referrer: Referrer;
    readonly #script: CompiledScript;

    constructor(
      source: string,
      file: string,
      line: number,
      column: number,
      cached: ArrayBufferView | undefined,
      produce: boolean,
      _parsing: unknown,
      id?: symbol,
    ) {
      this.#source = source;
      this.#file = file;
      this.sourceMapURL = sourceMapUrl(context, source, "script");
      const referrer = typeof id === "symbol" ? id : internalReferrer;
      Object.defineProperty(this, hostOption, { value: referrer });
      this.#referrer = { id: referrer, name: file, origin: originOf(line, column) };
      this.#script = scripts.compileScript(source, file, this.#referrer);
      const own = this as Record<string, unknown>;
      if (cached !== undefined) own["cachedDataRejected"] = !isCacheOf(cached, source);
      else if (produce) Object.assign(own, { cachedDataProduced: true, cachedData: this.createCachedData() });
    }

    runInContext(sandbox: object | null, timeout = -1, displayErrors = true): unknown {
      try {
        if (sandbox !== null) return this.#runIn(sandbox, timeout);
        if (timeout > 0) return limits.run(timeout, () => this.#runLimited());
        // Not in a function of its own: each frame of the host takes the place of another in the stacks of errors.
        const { text, isGlobal } = this.#script.begin(false);
        return isGlobal ? runGlobalScript(context, text) : evaluate(text);
      } catch (error) {
        if (sandbox === null) this.#script.failed(error);
        if (displayErrors) decorate(error);
        throw error;
      }
    }

    #runIn(sandbox: object, timeout: number): unknown {
      const limited = timeout > 0;
      const run = () => sandboxes.run(this.#source, this.#file, this.#referrer, sandbox, limited);
      return limited ? limits.run(timeout, run) : run();
    }

    #runLimited(): unknown {
      const { text, isGlobal } = this.#script.begin(true);
      return isGlobal ? runGlobalScript(context, text) : evaluate(text);
    }

    createCachedData(): Uint8Array {
      return values(context).buffer(cacheOf(this.#source));
    }
  }

  return {
    ContextifyScript,
    compileFunctionForCJSLoader(source: string, file: string, _isSeaMain: boolean, detectModule: boolean) {
      const result = {
        __proto__: null,
        canParseAsESM: false,
        cachedDataRejected: undefined,
        sourceMapURL: withoutMatch(() => sourceMapUrl(context, source, "script")),
        function: undefined as Function | undefined,
      };
      try {
        result.function = scripts.compileFunction(source, file, CJS_PARAMETERS, {
          id: internalReferrer,
          name: file,
        });
      } catch (error) {
        // Natively a source is looked up before it is compiled.
        compileCache(context).entry(source, file, CODE_TYPES.kCommonJS);
        if (!tellsModule(error, source)) throw error;
        if (!detectModule) {
          warnOfModule(context, file);
          throw error;
        }
        result.canParseAsESM = true;
      }
      if (result.function) compileCache(context).compiled(source, file, CODE_TYPES.kCommonJS);
      return result;
    },
    compileFunction(
      source: string,
      file: string,
      line: number,
      column: number,
      cached: ArrayBufferView | undefined,
      produce: boolean,
      sandbox: object | undefined,
      extensions: readonly object[] | undefined,
      parameters?: readonly string[],
      id?: symbol,
    ) {
      const referrer = { id: id ?? internalReferrer, name: file, origin: originOf(line, column) };
      const made =
        sandbox || (extensions && extensions.length > 0)
          ? sandboxes.compileFunction(source, file, parameters ?? [], referrer, sandbox, extensions ?? [])
          : scripts.compileFunction(source, file, parameters ?? [], referrer, undefined, AS_V8);
      if (id !== undefined) Object.defineProperty(made, hostOption, { value: id });
      return {
        function: made,
        sourceMapURL: sourceMapUrl(context, source, "script"),
        ...(produce ? { cachedDataProduced: true, cachedData: values(context).buffer(cacheOf(source)) } : {}),
        ...(cached === undefined ? {} : { cachedDataRejected: !isCacheOf(cached, source) }),
      };
    },
    /** `notWrapped`: it will not be in CommonJS's function, whose parameters it may declare then. */
    containsModuleSyntax: (source: string, _file: string, _name?: string, notWrapped?: unknown) =>
      notWrapped === undefined ? isModule(source) : isModule(source, []),
    shouldRetryAsESM: (source: string) => isModule(source),
    // A signal cannot end JavaScript that runs; it is handled after it.
    startSigintWatchdog: () => true,
    stopSigintWatchdog: () => false,
    watchdogHasPendingSigint: () => false,
    makeContext(
      sandbox: unknown,
      _name: unknown,
      _origin: unknown,
      strings: boolean,
      wasm: boolean,
      _queue: unknown,
      id: unknown,
    ) {
      const made = sandboxes.make(sandbox, { strings, wasm });
      // Under it the library registers the context's `importModuleDynamically`. Past the traps of a proxy.
      Reflect.set(Object.prototype, hostOption, id, made);
      return made;
    },
    // For the REPL: the library is patched to ask here instead of an inspector.
    lexicalNames: (sandbox: object) => [...sandboxes.lexicalNames(sandbox)],
    isContext: (value: object) => sandboxes.isContext(value),
    measureMemory: (mode: number, _execution: number) =>
      memoryOf(context, mode === DETAILED, sandboxes.count),
  };
}

/** As node_contextify.cc does where modules are not detected. */
function warnOfModule({ require }: RealmContext, file: string): void {
  const { emitWarningSync } = require("internal/process/warning") as { emitWarningSync(text: string): void };
  emitWarningSync(
    `Failed to load the ES module: ${file}. Make sure to set "type": "module" in the nearest package.json file or use the .mjs extension.`,
  );
}

function originOf(line: number, column: number): Origin | undefined {
  return line || column ? { line, column } : undefined;
}

/** `vm.constants.measureMemory.mode.DETAILED`. */
const DETAILED = 1;

/** The browser does not tell how much memory a worker uses. */
async function memoryOf({ process }: RealmContext, isDetailed: boolean, contexts: number): Promise<object> {
  const { heapUsed } = (process["memoryUsage"] as () => { heapUsed: number })();
  const estimate = { jsMemoryEstimate: heapUsed, jsMemoryRange: [heapUsed, heapUsed * 2] };
  const total = { total: estimate, WebAssembly: { code: 0, metadata: 0 } };
  if (!isDetailed) return total;
  const other = Array.from({ length: contexts }, () => ({
    jsMemoryEstimate: 0,
    jsMemoryRange: [0, heapUsed],
  }));
  return { ...total, current: estimate, other };
}
