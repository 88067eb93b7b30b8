import { Evaluation, statusOf } from "./evaluation.ts";
import type { ModuleSource } from "./module-source.ts";
import { makeNamespace } from "./namespace.ts";

/** V8's `Module::Status`. */
export const STATUS = {
  uninstantiated: 0,
  instantiating: 1,
  instantiated: 2,
  evaluating: 3,
  evaluated: 4,
  errored: 5,
} as const;

/** The code of a linked module: announces its exports, and runs. */
export interface Body {
  run(): void | Promise<unknown>;
}

/** What a module is made of: text, or values that somebody sets. */
export type Content =
  | { readonly kind: "source"; readonly source: ModuleSource }
  | { readonly kind: "synthetic"; readonly names: readonly string[]; readonly evaluate: () => void };

/** A module in its graph: resolution of exports, instantiation, evaluation (ECMA-262 16.2.1.6). */
export class ModuleRecord {
  readonly evaluation = new Evaluation();
  links: readonly ModuleRecord[] = [];
  readonly url: string;
  readonly content: Content;
  readonly #getters = new Map<string, () => unknown>();
  readonly #values = new Map<string, unknown>();
  readonly #hooks: LinkHooks;
  #linked: number = STATUS.uninstantiated;
  #namespace: object | undefined;
  #body: Body | undefined;
  #evaluation: Promise<void> | undefined;

  constructor(url: string, content: Content, hooks: LinkHooks) {
    this.url = url;
    this.content = content;
    this.#hooks = hooks;
    if (content.kind === "synthetic")
      for (const name of content.names) this.#getters.set(name, () => this.#values.get(name));
  }

  get source(): ModuleSource | undefined {
    return this.content.kind === "source" ? this.content.source : undefined;
  }

  /** V8's status. */
  get status(): number {
    return statusOf(this.evaluation) ?? this.#linked;
  }

  /** What evaluation has to run first. */
  get evaluated(): readonly ModuleRecord[] {
    return this.links;
  }

  setExport(name: string, value: unknown): void {
    this.#values.set(name, value);
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
      if (!imported) return { record: this, name };
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

  get namespace(): object {
    return (this.#namespace ??= makeNamespace(
      {
        names: () => this.exportNames(),
        getter: (name) => {
          const resolved = this.resolve(name);
          return resolved && (() => readResolved(resolved));
        },
      },
      this.#hooks.Proxy,
    ));
  }

  /** Whether any module from here on has a top-level await. */
  get isAsync(): boolean {
    return this.reachable().some((record) => record.source?.hasTopLevelAwait === true);
  }

  /** This module and all that it needs. */
  reachable(into = new Set<ModuleRecord>()): ModuleRecord[] {
    if (!into.has(this)) {
      into.add(this);
      for (const link of this.links) link.reachable(into);
    }
    return [...into];
  }

  instantiate(): void {
    if (this.#linked !== STATUS.uninstantiated) return;
    this.#linked = STATUS.instantiating;
    try {
      for (const link of this.links) link.instantiate();
      if (this.source) this.#body = this.#link(this.source);
    } catch (error) {
      this.#linked = STATUS.uninstantiated;
      throw error;
    }
    this.#linked = STATUS.instantiated;
  }

  #link(source: ModuleSource): Body {
    for (const { request, name, start, end } of [...source.imports, ...source.indirect]) {
      const target = this.links[request];
      if (name !== null && target && !target.resolve(name))
        throw this.#hooks.missingExport(this, source.requests[request]?.specifier ?? "", name, start, end);
    }
    const cyclic = this.links.some((link) => link.reachable().includes(this));
    const environment: object = Object.create(null);
    const live = new Set<string>();
    for (const { request, name, local } of source.imports) {
      const target = this.links[request];
      const resolved = name === null ? target && { record: target, name: null } : target?.resolve(name);
      if (!resolved) continue;
      const get = () => readResolved(resolved);
      Object.defineProperty(environment, local, { get, set: refuseAssignment, enumerable: true });
      if (cyclic || mayChange(resolved)) live.add(local);
    }
    return this.#hooks.compile(this, source, { cyclic, environment, live }, (getters) => {
      for (const [name, getter] of Object.entries(getters)) this.#getters.set(name, getter);
    });
  }

  get hasTopLevelAwait(): boolean {
    return this.source?.hasTopLevelAwait ?? false;
  }

  /** Runs this module's own code. A promise when its top level awaits. */
  execute(): void | Promise<unknown> {
    if (this.content.kind === "synthetic") return this.content.evaluate();
    return this.#body?.run();
  }
}

function refuseAssignment(): never {
  throw new TypeError("Assignment to constant variable.");
}

export interface Resolved {
  readonly record: ModuleRecord;
  readonly name: string | null;
}

/** What linking needs from the realm. */
export interface LinkHooks {
  readonly Proxy: ProxyConstructor;
  readonly missingExport: (
    record: ModuleRecord,
    specifier: string,
    name: string,
    start: number,
    end: number,
  ) => Error;
  readonly compile: (
    record: ModuleRecord,
    source: ModuleSource,
    link: { readonly cyclic: boolean; readonly environment: object; readonly live: ReadonlySet<string> },
    announce: (getters: Readonly<Record<string, () => unknown>>) => void,
  ) => Body;
}

function readResolved({ record, name }: Resolved): unknown {
  return name === null ? record.namespace : record.read(name);
}

/** Whether an import may have another value later: the exporter assigns it somewhere. */
function mayChange({ record, name }: Resolved): boolean {
  const local = name === null ? undefined : record.source?.locals.get(name);
  return local !== undefined && (record.source?.changes(local) ?? false);
}
