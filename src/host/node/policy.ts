import type { ProcessPolicy, Undo } from "../machine/syscalls.ts";
import type { RealmContext } from "./realm-context.ts";

// Taken before any program can replace them.
const { apply } = Reflect;
const { assign } = Object;

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
    ...denyGlobals([...policy.deny.globals, ...globalsOf(policy.deny.modules)]),
    ...(policy.frozen ? [freezeChance(policy.frozen.seed)] : []),
  ];
  return () => {
    for (const step of undo) step();
  };
}

/** What else does a module's work under another name, by the module's family. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  child: ["cluster", "spawn_sync", "process_wrap"],
};

function refusal(name: string): Error {
  return assign(new Error(`Cannot use '${name}': this task forbids it.`), {
    code: "ERR_ACCESS_DENIED",
  });
}

/**
 * What is refused is worked out here, before the program runs, and looked up without calling anything that the program
 * could have replaced by then.
 */
function denyModules(context: RealmContext, names: readonly string[]): void {
  if (names.length === 0) return;
  const families = new Set(names.map((name) => family(name.replace(/^node:/, ""))));
  const { BuiltinModule } = context.require("internal/bootstrap/realm") as BuiltinModules;
  const { builtinIds, bindings } = context.recorded;
  const denied = Object.create(null) as Record<string, true>;
  for (const id of [...names, ...builtinIds, ...Object.keys(bindings)]) {
    const plain = id.replace(/^node:/, "");
    if (families.has(family(plain))) denied[plain] = denied[`node:${plain}`] = true;
  }
  for (const one of families) for (const id of BEHIND[one] ?? []) denied[id] = denied[`node:${id}`] = true;
  const { prototype } = BuiltinModule;
  const compile = prototype.compileForPublicLoader;
  prototype.compileForPublicLoader = function compileForPublicLoader() {
    if (this.id in denied) throw refusal(this.id);
    return apply(compile, this, []);
  };
  // Two more ways to the library that do not go through the loaders.
  const { process } = context;
  const { binding, getBuiltinModule } = process as Record<string, (name: unknown) => unknown>;
  if (!binding || !getBuiltinModule) throw new Error("Node's library lacks a way in that has to be watched");
  process["binding"] = {
    binding(name: unknown): unknown {
      // Node makes a text of whatever it is given; it must be the text that was looked at.
      const text = `${name as string}`;
      if (text in denied) throw refusal(text);
      return binding(text);
    },
  }.binding;
  process["getBuiltinModule"] = {
    getBuiltinModule(id: unknown): unknown {
      if (typeof id === "string" && id in denied) throw refusal(id);
      return getBuiltinModule(id);
    },
  }.getBuiltinModule;
  if (families.has("zlib")) denyCodecs(context);
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

/** Globals that are only another way to a module. */
const moduleGlobals: Readonly<Record<string, readonly string[]>> = {
  crypto: ["crypto", "Crypto", "CryptoKey", "SubtleCrypto"],
};

function globalsOf(modules: readonly string[]): readonly string[] {
  return modules.flatMap((name) => moduleGlobals[family(name.replace(/^node:/, ""))] ?? []);
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
