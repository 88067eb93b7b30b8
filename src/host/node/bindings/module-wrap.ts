import type { FatalErrors } from "../fatal.ts";
import { notedPromises } from "../noted-promises.ts";
import { asyncContext } from "../async-context.ts";
import { CODE_TYPES, compileCache } from "../compile-cache.ts";
import { type ImportOrigin, presentOrigin } from "../import-origin.ts";
import { hook, type Hooks, type RealmContext } from "../realm-context.ts";
import { evaluate, type EvaluationHooks, STATUS, type Step } from "../modules/evaluation.ts";
import { type LinkHooks, ModuleRecord, OF_VM } from "../modules/linking.ts";
import { type ModuleRequest, ModuleSource } from "../modules/module-source.ts";
import { makeNamespace } from "../modules/namespace.ts";
import { sandboxesOf } from "../modules/sandbox.ts";
import { scriptsOf } from "../modules/scripts.ts";
import { sourceMapUrl } from "../modules/source-map-url.ts";
import { moduleSyntaxError } from "../modules/syntax-errors.ts";
import { timeLimits } from "../modules/time-limits.ts";
import { cacheOf, isCacheOf } from "./code-cache.ts";
import { coded, values } from "./values.ts";

const { apply } = Reflect;

/** `module_wrap`: ES modules. The library's own loader resolves and loads; this links and runs. */
export function makeModuleWrapBinding(context: RealmContext, fatal: FatalErrors): Record<string, unknown> {
  const records = new WeakMap<object, ModuleRecord>();
  const record = (wrap: object): ModuleRecord => {
    const found = records.get(wrap);
    if (!found) throw new TypeError("Illegal invocation");
    return found;
  };
  const linker = makeLinker(context, (found) => wraps.get(found));
  const wraps = new WeakMap<ModuleRecord, Wrap>();
  const evaluation = evaluationHooks(context);
  const { pristine } = context;
  const hostOption = context.privateSymbols["host_defined_option_symbol"] as symbol;
  const importedCommonJs = context.symbols["imported_cjs_symbol"] as symbol;
  const byDefaultLoader = context.symbols["source_text_module_default_hdo"];
  const limits = timeLimits(context);

  class ModuleWrap {
    readonly url: string;
    readonly hasTopLevelAwait: boolean;
    sourceMapURL: string | undefined;
    /** Where it is evaluated; the library's patches set it. */
    origin: ImportOrigin | undefined;
    #sourceObject: unknown;

    /** Either `(url, context, source, line, column, id)` or `(url, context, names, evaluate, commonJsModule)`. */
    constructor(
      url: string,
      vmContext: object | undefined,
      content: string | readonly string[],
      evaluate: unknown,
      column?: unknown,
      id?: unknown,
    ) {
      this.url = url;
      const keyed = this as Record<symbol, unknown>;
      let made: ModuleRecord;
      if (typeof content === "string") {
        const limited = OF_VM.test(url);
        if (limited) limits.prepare();
        if (id === byDefaultLoader) compileCache(context).entry(content, url, CODE_TYPES.kESM);
        const source = parse(context, url, content, limited);
        if (ArrayBuffer.isView(id) && !isCacheOf(id, content))
          throw coded(new Error("cachedData buffer was rejected"), "ERR_VM_MODULE_CACHED_DATA_REJECTED");
        linker.read(content);
        made = new ModuleRecord(url, { kind: "source", source }, linker);
        texts.set(made, content);
        if (id === byDefaultLoader) compileCache(context).compiled(content, url, CODE_TYPES.kESM);
        this.sourceMapURL = sourceMapUrl(context, content, "module");
      } else {
        const step = { code: evaluate as Function, self: this, values: [] };
        made = new ModuleRecord(url, { kind: "synthetic", names: content, step }, linker);
        if (typeof column === "object" && column !== null) keyed[importedCommonJs] = column;
      }
      this.hasTopLevelAwait = made.source?.hasTopLevelAwait ?? false;
      const own = typeof id === "symbol" ? id : Symbol(url);
      keyed[hostOption] = own;
      records.set(this, made);
      wraps.set(made, { wrap: this, id: own, sandbox: vmContext });
    }

    getModuleRequests(): readonly ModuleRequest[] {
      return frozenRequests(record(this).source?.requests ?? []);
    }
    link(modules: ArrayLike<object>): void {
      const own = record(this);
      const links = Array.from(modules, record);
      checkSameRequests(own.source?.requests ?? [], links);
      own.links = links;
      own.hasLinks = true;
    }
    get hasAsyncGraph(): boolean {
      return instantiated(record(this)).isAsync;
    }
    instantiate(): void {
      const own = record(this);
      if (!own.hasLinks) throw coded(new Error("module is not linked"), "ERR_VM_MODULE_LINK_FAILURE");
      own.instantiate();
    }
    // Each of both drives the evaluation itself: a frame more would take the place of one of the program's in stacks.
    evaluate(timeout = -1): Promise<undefined> {
      if (timeout > 0) return limits.run(timeout, () => this.evaluate()) as Promise<undefined>;
      const leave = this.origin?.enter();
      this.origin = undefined;
      try {
        const steps = evaluate(record(this), evaluation);
        let next = steps.next();
        while (!next.done) {
          const { code, self, values } = next.value;
          let result: unknown;
          try {
            result = apply(code, self, values);
          } catch (error) {
            next = steps.throw(error);
            continue;
          }
          next = steps.next(result);
        }
        return next.value ?? pristine.Promise.resolve(undefined);
      } catch (error) {
        return pristine.Promise.reject(error);
      } finally {
        leave?.();
      }
    }
    evaluateSync(): object {
      const own = record(this);
      try {
        const steps = evaluate(own, evaluation);
        let next = steps.next();
        while (!next.done) {
          const { code, self, values } = next.value;
          let result: unknown;
          try {
            result = apply(code, self, values);
          } catch (error) {
            next = steps.throw(error);
            continue;
          }
          next = steps.next(result);
        }
      } catch (error) {
        fatal.passOn(error);
        throw error;
      }
      return own.namespace;
    }
    getNamespace(): object {
      return instantiated(record(this)).namespace;
    }
    getNamespaceSync(): object {
      return record(this).namespace;
    }
    getStatus(): number {
      return record(this).status;
    }
    getError(): unknown {
      return record(this).evaluation.failure?.error;
    }
    setExport(name: string, value: unknown): void {
      record(this).setExport(name, value);
    }
    setModuleSourceObject(source: unknown): void {
      this.#sourceObject = source;
    }
    getModuleSourceObject(): unknown {
      if (this.#sourceObject === undefined) {
        const error = new SyntaxError(`Source phase import object is not defined for module '${this.url}'`);
        throw coded(error, "ERR_SOURCE_PHASE_NOT_DEFINED");
      }
      return this.#sourceObject;
    }
    createCachedData(): Uint8Array {
      return values(context).buffer(cacheOf(texts.get(record(this)) ?? ""));
    }
  }

  return {
    ModuleWrap,
    setImportModuleDynamicallyCallback(callback: Hooks["importModuleDynamically"]) {
      context.hooks.importModuleDynamically = callback;
    },
    setInitializeImportMetaObjectCallback(callback: Hooks["initializeImportMeta"]) {
      context.hooks.initializeImportMeta = callback;
    },
    /** The namespace of a required module that has no `__esModule` of its own, with one. */
    createRequiredModuleFacade(wrap: object): object {
      const own = record(wrap);
      const read = (name: string) => (own.namespace as Record<string, unknown>)[name];
      const names = () => [...own.exportNames(), "__esModule"];
      return makeNamespace(
        {
          names,
          getter: (name) =>
            name === "__esModule" ? () => true : names().includes(name) ? () => read(name) : undefined,
        },
        context.pristine.Proxy,
      );
    },
    throwIfPromiseRejected() {},
    /** Where a module is asked for, to be evaluated there. */
    presentOrigin: () => presentOrigin(context),
  };
}

/** As programs see them. */
function frozenRequests(requests: readonly ModuleRequest[]): readonly ModuleRequest[] {
  for (const request of requests) Object.freeze(Object.freeze(request).attributes);
  return requests;
}

/** @throws Error when what a module needs was not looked for yet */
function instantiated(record: ModuleRecord): ModuleRecord {
  if (record.status >= STATUS.instantiated) return record;
  throw coded(new Error("Module is not instantiated"), "ERR_MODULE_NOT_INSTANTIATED");
}

const texts = new WeakMap<ModuleRecord, string>();

function parse(context: RealmContext, url: string, text: string, limited: boolean): ModuleSource {
  try {
    const tracksFrames = asyncContext(context).tracks(text);
    const promises = notedPromises(context).watches(text);
    return new ModuleSource(text, context.vendor("parsers"), tracksFrames, limited, promises);
  } catch (error) {
    throw moduleSyntaxError(context, text, url, error);
  }
}

function evaluationHooks({ pristine, waiting }: RealmContext): EvaluationHooks {
  const then = pristine.Promise.prototype.then;
  let order = 0;
  return {
    settled(record, promise, done, failed) {
      const ended =
        <T>(next: (value: T) => void) =>
        (value: T) => {
          waiting.delete(record.url);
          next(value);
        };
      void then.call(promise, ended(done), ended(failed));
    },
    capability: () => pristine.Promise.withResolvers<undefined>(),
    nextOrder: () => order++,
  };
}

/** The library's object for a module. */
interface Wrap {
  readonly wrap: object;
  readonly id: symbol;
  /** The context of `vm` that the module belongs to. */
  readonly sandbox: object | undefined;
}

function makeLinker(
  context: RealmContext,
  wrapOf: (record: ModuleRecord) => Wrap | undefined,
): LinkHooks & { read(source: string): void } {
  const { pristine } = context;
  let syncsBuiltins = false;
  const then = pristine.Promise.prototype.then;
  const scripts = scriptsOf(context);
  return {
    Proxy: pristine.Proxy,
    syncsBuiltins: () => syncsBuiltins,
    read(source) {
      syncsBuiltins ||= source.includes("syncBuiltinESMExports");
    },
    unlinked: ({ url }, specifier) =>
      coded(
        new Error(`request for '${specifier}' can not be resolved on module '${url}' that is not linked`),
        "ERR_VM_MODULE_LINK_FAILURE",
      ),
    missingExport(record, { specifier, name, start, end, isAmbiguous }) {
      const problem = isAmbiguous
        ? "contains conflicting star exports for name"
        : "does not provide an export named";
      const error = new SyntaxError(`The requested module '${specifier}' ${problem} '${name}'`);
      const text = texts.get(record) ?? "";
      const lines = text.slice(0, start).split("\n");
      const column = (lines.at(-1) ?? "").length;
      const line = text.split("\n")[lines.length - 1] ?? "";
      const arrow = `${record.url}:${lines.length}\n${line}\n${" ".repeat(column)}${"^".repeat(Math.max(1, end - start))}\n`;
      (error as unknown as Record<symbol, unknown>)[
        context.privateSymbols["arrow_message_private_symbol"] as symbol
      ] = arrow;
      return error;
    },
    sourceOf: (record) =>
      (wrapOf(record)?.wrap as { getModuleSourceObject(): unknown } | undefined)?.getModuleSourceObject(),
    compile(record, source, { cyclic, environment, live }, announce): Step {
      const own = wrapOf(record);
      const { head: opening, body, tail, shifts } = source.code(live, cyclic);
      const around = own?.sandbox && sandboxesOf(context).aroundModule(own.sandbox, source.asked);
      const head = (around?.head ?? "") + opening;
      const naming = context.positions.register(record.url, texts.get(record) ?? "", head, shifts);
      const made = pristine.evaluate(head + body + tail + (around?.tail ?? "") + naming) as Function;
      const compiled = around ? (made as (scope: unknown) => Function)(around.value) : made;
      let meta: object | undefined;
      const host = {
        get meta(): object {
          if (!meta) {
            meta = Object.create(null) as object;
            if (own) hook(context, "initializeImportMeta")(own.id, meta, own.wrap);
          }
          return meta;
        },
        get arguments(): never {
          throw new ReferenceError("arguments is not defined");
        },
        import: scripts.importer({ id: own?.id ?? Symbol(record.url), name: record.url }),
        waits<T>(offset: number, value: T): T {
          context.waiting.set(record.url, offset);
          return value;
        },
        nameDefault(value: Function) {
          Object.defineProperty(value, "name", { value: "default", configurable: true });
        },
      };
      const values = [announce, environment, host];
      if (!cyclic) return { code: compiled, self: undefined, values };
      const steps = compiled.apply(undefined, values) as Iterator<undefined> & AsyncIterator<undefined>;
      const first: unknown = steps.next();
      if (!source.hasTopLevelAwait) return { code: steps.next, self: steps, values: [] };
      return {
        code: () => then.call(first as Promise<unknown>, () => steps.next()),
        self: undefined,
        values: [],
      };
    },
  };
}

/** @throws TypeError when one request was given two modules */
function checkSameRequests(requests: readonly ModuleRequest[], links: readonly ModuleRecord[]): void {
  const first = new Map<string, number>();
  for (const [index, { specifier, attributes }] of requests.entries()) {
    const pairs = Object.entries(attributes);
    const key = JSON.stringify([specifier, pairs]);
    const before = first.get(key) ?? index;
    first.set(key, before);
    if (links[before] === links[index]) continue;
    const others = pairs.map(([name, value]) => `${name}: ${value}`).join(", ");
    const named = `ModuleCacheKey("${specifier}"${others && `, {${others}}`})`;
    const message = `Module request '${named}' at index ${before} must be linked to the same module requested at index ${index}`;
    throw coded(new TypeError(message), "ERR_MODULE_LINK_MISMATCH");
  }
}
