import type { RealmContext } from "../realm-context.ts";
import { Sandboxes } from "../modules/sandbox.ts";
import { Scripts, sourceMapUrl } from "../modules/scripts.ts";

const CJS_PARAMETERS = ["exports", "require", "module", "__filename", "__dirname"];

/** Cheap test before a source is parsed: only sources with one of these can be ES modules. */
const MODULE_WORDS = /\b(import|export|await)\b/;

/** `contextify`: compiling CommonJS modules and `vm` scripts. */
export function contextifyBinding(context: RealmContext): Record<string, unknown> {
  const scripts = new Scripts(context);
  const sandboxes = new Sandboxes(context);
  const internalReferrer = context.symbols["vm_dynamic_import_default_internal"] as symbol;
  const hostOption = context.privateSymbols["host_defined_option_symbol"] as symbol;

  const parses = (source: string, sourceType: "script" | "module"): boolean => {
    try {
      context.vendor("parsers").parseScript(source, {
        ecmaVersion: "latest",
        sourceType,
        allowReturnOutsideFunction: sourceType === "script",
        allowHashBang: true,
      });
      return true;
    } catch {
      return false;
    }
  };
  const isModule = (source: string) =>
    MODULE_WORDS.test(source) && !parses(source, "script") && parses(source, "module");

  class ContextifyScript {
    readonly sourceMapURL: string | undefined;
    readonly #source: string;
    readonly #file: string;
    readonly #run: () => unknown;

    constructor(
      source: string,
      file: string,
      _line: number,
      _column: number,
      _cached: unknown,
      _produce: unknown,
      _parsing: unknown,
      id?: symbol,
    ) {
      this.#source = source;
      this.#file = file;
      this.sourceMapURL = sourceMapUrl(source);
      const referrer = typeof id === "symbol" ? id : internalReferrer;
      Object.defineProperty(this, hostOption, { value: referrer });
      this.#run = scripts.compileScript(source, file, { id: referrer, name: file });
    }

    runInContext(sandbox: object | null): unknown {
      return sandbox === null ? this.#run() : sandboxes.run(this.#source, this.#file, sandbox);
    }

    createCachedData(): Uint8Array {
      return new Uint8Array(0);
    }
  }

  return {
    ContextifyScript,
    compileFunctionForCJSLoader(source: string, file: string, _isSeaMain: boolean, detectModule: boolean) {
      const result = {
        __proto__: null,
        canParseAsESM: false,
        cachedDataRejected: undefined,
        sourceMapURL: sourceMapUrl(source),
        function: undefined as Function | undefined,
      };
      try {
        result.function = scripts.compileFunction(source, file, CJS_PARAMETERS, {
          id: internalReferrer,
          name: file,
        });
      } catch (error) {
        if (!detectModule || !(error instanceof SyntaxError) || !isModule(source)) throw error;
        result.canParseAsESM = true;
      }
      return result;
    },
    compileFunction(
      source: string,
      file: string,
      _line: number,
      _column: number,
      _cached: unknown,
      _produce: unknown,
      _sandbox: unknown,
      _extensions: unknown,
      parameters?: readonly string[],
      id?: symbol,
    ) {
      const made = scripts.compileFunction(source, file, parameters ?? [], {
        id: id ?? internalReferrer,
        name: file,
      });
      if (id !== undefined) Object.defineProperty(made, hostOption, { value: id });
      return { function: made, sourceMapURL: sourceMapUrl(source) };
    },
    containsModuleSyntax: isModule,
    shouldRetryAsESM: isModule,
    makeContext: (sandbox: unknown) => sandboxes.make(sandbox),
  };
}
