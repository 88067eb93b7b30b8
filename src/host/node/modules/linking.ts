import { Evaluation, STATUS, statusOf, type Evaluated, type Step } from "./evaluation.ts";
import { EVALUATION_PHASE, type ModuleSource } from "./module-source.ts";
import { makeNamespace } from "./namespace.ts";

/** What a module is made of: text, or values that somebody sets. */
export type Content =
  | { readonly kind: "source"; readonly source: ModuleSource }
  | { readonly kind: "synthetic"; readonly names: readonly string[]; readonly step: Step };

/** A module in its graph: resolution of exports, instantiation, evaluation (ECMA-262 16.2.1.6). */
export class ModuleRecord implements Evaluated {
  readonly evaluation = new Evaluation();
  links: readonly ModuleRecord[] = [];
  readonly url: string;
  readonly content: Content;
  readonly #getters = new Map<string, () => unknown>();
  /** The exports of a synthetic module. */
  readonly #cells = new Map<string, Cell>();
  readonly #hooks: LinkHooks;
  /** What it asks for is known. A module that is made of values asks for nothing. */
  hasLinks: boolean;
  #linked: number = STATUS.uninstantiated;
  #namespace: object | undefined;
  #body: Step | undefined;

  constructor(url: string, content: Content, hooks: LinkHooks) {
    this.url = url;
    this.content = content;
    this.#hooks = hooks;
    this.hasLinks = content.kind === "synthetic";
    if (content.kind === "synthetic")
      for (const name of content.names) {
        const cell: Cell = { value: undefined };
        this.#cells.set(name, cell);
        this.#getters.set(name, () => cell.value);
      }
  }

  get source(): ModuleSource | undefined {
    return this.content.kind === "source" ? this.content.source : undefined;
  }

  /** V8's status. */
  get status(): number {
    return statusOf(this.evaluation) ?? this.#linked;
  }

  /** @throws ReferenceError when a synthetic module has no such export. */
  setExport(name: string, value: unknown): void {
    const cell = this.#cells.get(name);
    if (!cell) throw new ReferenceError(`Export '${name}' is not defined in module`);
    cell.value = value;
  }

  exportNames(seen = new Set<ModuleRecord>()): string[] {
    if (seen.has(this)) return [];
    seen.add(this);
    const { content } = this;
    if (content.kind === "synthetic") return [...content.names];
    const { source } = content;
    const names = new Set([...source.locals.keys(), ...source.indirect.map(({ exported }) => exported)]);
    for (const star of source.stars)
      for (const name of this.links[star]?.exportNames(seen) ?? [])
        if (name !== "default" && this.resolve(name)) names.add(name);
    return [...names];
  }

  /** The module and name behind an export: null for its namespace. Undefined when there is none or several. */
  resolve(name: string, seen = new Set<string>()): Resolved | undefined {
    const key = `${this.url}\0${name}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const { content } = this;
    if (content.kind === "synthetic")
      return content.names.includes(name) ? { record: this, name } : undefined;
    const { source } = content;
    const local = source.locals.get(name);
    if (local !== undefined) {
      const imported = source.imports.find((entry) => entry.local === local);
      if (!imported || imported.isSource) return { record: this, name };
      return this.#resolveImport(imported.request, imported.name, seen);
    }
    const indirect = source.indirect.find(({ exported }) => exported === name);
    if (indirect) return this.#resolveImport(indirect.request, indirect.name, seen);
    if (name === "default") return undefined;
    let found: Resolved | undefined;
    for (const star of source.stars) {
      const resolved = this.links[star]?.resolve(name, seen);
      if (!resolved) continue;
      if (found && (found.record !== resolved.record || found.name !== resolved.name)) return undefined;
      found = resolved;
    }
    return found;
  }

  /** Whether several of the modules behind `export *` have an export. */
  exportsTwice(name: string): boolean {
    const stars = this.source?.stars ?? [];
    return stars.filter((star) => this.links[star]?.resolve(name)).length > 1;
  }

  #resolveImport(request: number, name: string | null, seen: Set<string>): Resolved | undefined {
    const target = this.links[request];
    if (!target) return undefined;
    return name === null ? { record: target, name: null } : target.resolve(name, seen);
  }

  /** Reads an export of this very module. */
  read(name: string): unknown {
    const getter = this.#getters.get(name);
    if (!getter) throw new ReferenceError(`Cannot access '${name}' before initialization`);
    return getter();
  }

  /** How to read an export of this very module, as directly as can be. */
  reader(name: string): () => unknown {
    return (this.content.kind === "synthetic" && this.#getters.get(name)) || (() => this.read(name));
  }

  get namespace(): object {
    return (this.#namespace ??= makeNamespace(
      {
        names: () => this.exportNames(),
        getter: (name) => {
          const resolved = this.resolve(name);
          return resolved && readerOf(resolved);
        },
      },
      this.#hooks.Proxy,
    ));
  }

  /** What is evaluated before it. */
  get needs(): readonly ModuleRecord[] {
    const { source } = this;
    if (!source?.hasSourcePhase) return this.links;
    return this.links.filter((_link, index) => source.requests[index]?.phase === EVALUATION_PHASE);
  }

  /** Whether any module from here on has a top-level await. */
  get isAsync(): boolean {
    return this.reachable().some((record) => record.source?.hasTopLevelAwait === true);
  }

  /** This module and all that it needs. */
  reachable(into = new Set<ModuleRecord>()): ModuleRecord[] {
    if (!into.has(this)) {
      into.add(this);
      for (const link of this.needs) link.reachable(into);
    }
    return [...into];
  }

  instantiate(): void {
    if (this.#linked !== STATUS.uninstantiated) return;
    this.#linked = STATUS.instantiating;
    try {
      const [first] = this.source?.requests ?? [];
      if (first && !this.hasLinks) throw this.#hooks.unlinked(this, first.specifier);
      for (const link of this.needs) link.instantiate();
      if (this.source) this.#body = this.#link(this.source);
    } catch (error) {
      this.#linked = STATUS.uninstantiated;
      throw error;
    }
    this.#linked = STATUS.instantiated;
  }

  #link(source: ModuleSource): Step {
    const named = source.imports.filter(({ isSource }) => !isSource);
    for (const { request, name, start, end } of [...named, ...source.indirect]) {
      const target = this.links[request];
      if (name !== null && target && !target.resolve(name))
        throw this.#hooks.missingExport(this, {
          specifier: source.requests[request]?.specifier ?? "",
          name,
          start,
          end,
          isAmbiguous: target.exportsTwice(name),
        });
    }
    const cyclic = this.needs.some((link) => link.reachable().includes(this));
    const environment: object = Object.create(null);
    const live = new Set<string>();
    for (const { request, name, local, isSource } of source.imports) {
      const target = this.links[request];
      if (isSource) {
        const value = target && this.#hooks.sourceOf(target);
        Object.defineProperty(environment, local, { value, enumerable: true });
        continue;
      }
      const resolved = name === null ? target && { record: target, name: null } : target?.resolve(name);
      if (!resolved) continue;
      const get = readerOf(resolved);
      Object.defineProperty(environment, local, { get, set: refuseAssignment, enumerable: true });
      if (cyclic || this.#mayChange(resolved)) live.add(local);
    }
    return this.#hooks.compile(this, source, { cyclic, environment, live }, (getters) => {
      for (const [name, getter] of Object.entries(getters)) this.#getters.set(name, getter);
    });
  }

  /** Whether an import may have another value later: the exporter assigns it somewhere. */
  #mayChange({ record, name }: Resolved): boolean {
    if (name === null) return false;
    if (record.content.kind === "synthetic")
      return OF_VM.test(record.url) || (this.#hooks.syncsBuiltins() && BUILTIN.test(record.url));
    const local = record.source?.locals.get(name);
    return local !== undefined && (record.source?.changes(local) ?? false);
  }

  get hasTopLevelAwait(): boolean {
    return this.source?.hasTopLevelAwait ?? false;
  }

  /** What runs this module's own code; gives a promise when its top level awaits. */
  step(): Step {
    if (this.content.kind === "synthetic") return this.content.step;
    if (!this.#body) throw new Error(`${this.url} is not linked`);
    return this.#body;
  }
}

function refuseAssignment(): never {
  throw new TypeError("Assignment to constant variable.");
}

export interface Resolved {
  readonly record: ModuleRecord;
  readonly name: string | null;
}

const BUILTIN = /^node:/;
/** Modules that a program makes with `vm`, unless it names them otherwise: it may set the exports of these at any time. */
export const OF_VM = /^vm:module\(/;

interface Cell {
  value: unknown;
}

/** An import of what its module does not have, or has from two others. */
export interface MissingExport {
  readonly specifier: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly isAmbiguous: boolean;
}

/** What linking needs from the realm. */
export interface LinkHooks {
  readonly Proxy: ProxyConstructor;
  /** Whether a source mentions `module.syncBuiltinESMExports`, which sets the exports of built-in modules again. */
  readonly syncsBuiltins: () => boolean;
  readonly missingExport: (record: ModuleRecord, wanted: MissingExport) => Error;
  /** For a module that asks for one of that name, and was not given it. */
  readonly unlinked: (record: ModuleRecord, specifier: string) => Error;
  /** What a module was made of. @throws SyntaxError for one that does not tell */
  readonly sourceOf: (record: ModuleRecord) => unknown;
  readonly compile: (
    record: ModuleRecord,
    source: ModuleSource,
    link: { readonly cyclic: boolean; readonly environment: object; readonly live: ReadonlySet<string> },
    announce: (getters: Readonly<Record<string, () => unknown>>) => void,
  ) => Step;
}

function readerOf({ record, name }: Resolved): () => unknown {
  return name === null ? () => record.namespace : record.reader(name);
}
