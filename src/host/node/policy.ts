import type { ProcessPolicy, Undo } from "../machine/syscalls.ts";
import type { RealmContext } from "./realm-context.ts";

/** What of Node's `BuiltinModule` (internal/bootstrap/realm) this changes. */
interface BuiltinModules {
  readonly BuiltinModule: {
    readonly prototype: { compileForPublicLoader(this: { readonly id: string }): unknown };
  };
}

/**
 * Puts a process's policy into effect. To be called before anything of the program runs.
 *
 * @returns takes off what outlives the realm
 */
export function applyPolicy(context: RealmContext, policy: ProcessPolicy): Undo {
  denyModules(context, policy.deny.modules);
  const undo = [
    ...denyGlobals(policy.deny.globals),
    ...(policy.frozen ? [freezeChance(policy.frozen.seed)] : []),
  ];
  return () => {
    for (const step of undo) step();
  };
}

function refusal(name: string): Error {
  return Object.assign(new Error(`Cannot use '${name}': this task forbids it.`), {
    code: "ERR_ACCESS_DENIED",
  });
}

function denyModules(context: RealmContext, names: readonly string[]): void {
  if (names.length === 0) return;
  const denied = new Set(names.map((name) => family(name.replace(/^node:/, ""))));
  const { BuiltinModule } = context.require("internal/bootstrap/realm") as BuiltinModules;
  const { prototype } = BuiltinModule;
  const compile = prototype.compileForPublicLoader;
  prototype.compileForPublicLoader = function compileForPublicLoader() {
    if (denied.has(family(this.id))) throw refusal(this.id);
    return Reflect.apply(compile, this, []);
  };
  // Two more ways to the library that do not go through the loaders.
  for (const way of ["binding", "getBuiltinModule"]) {
    const real = context.process[way] as (name: unknown) => unknown;
    const checked = {
      [way](name: unknown): unknown {
        if (typeof name === "string" && denied.has(family(name.replace(/^node:/, "")))) throw refusal(name);
        return real(name);
      },
    };
    context.process[way] = checked[way];
  }
  if (denied.has("zlib")) denyCodecs(context);
}

/** Compression streams of the web have the same codecs behind them. */
function denyCodecs(context: RealmContext): void {
  const binding = context.internalBinding("zlib");
  for (const name of ["Zlib", "BrotliEncoder", "BrotliDecoder", "ZstdCompress", "ZstdDecompress"])
    binding[name] = class {
      constructor() {
        throw refusal("zlib");
      }
    };
}

/** A module and what is only another way to it: `fs/promises` belongs to `fs`, `_http_client` to `http`. */
function family(id: string): string {
  return id.replace(/^_/, "").split(/[/_]/)[0] ?? id;
}

function denyGlobals(names: readonly string[]): Undo[] {
  return names.map((name) => {
    const refuse = () => {
      throw refusal(name);
    };
    const original = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, {
      get: refuse,
      set: refuse,
      configurable: true,
      enumerable: false,
    });
    return () => {
      if (original) Object.defineProperty(globalThis, name, original);
    };
  });
}

/** Chance that is the same in every run. */
function freezeChance(seed: number): Undo {
  const original = Object.getOwnPropertyDescriptor(Math, "random");
  let state = seed >>> 0;
  const frozen = {
    /** mulberry32, public domain. */
    random(): number {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
  Object.defineProperty(Math, "random", { value: frozen.random, writable: true, configurable: true });
  return () => {
    if (original) Object.defineProperty(Math, "random", original);
  };
}
