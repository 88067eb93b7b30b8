import { LANGUAGE_GLOBALS } from "../globals.ts";
import { type CodeGeneration, refusingGlobals } from "./code-generation.ts";
import type { ContextScript } from "./context-rewrite.ts";

interface Lexical {
  readonly kind: "let" | "const";
  initialized: boolean;
  value: unknown;
}

const isHostName = (key: PropertyKey): boolean => typeof key === "string" && key.startsWith("$$");

/**
 * A context of `vm`. A browser gives a worker one realm only, so the language's own objects are those of the program; all
 * else is the context's: its global object shows the sandbox, and names of the program's global scope are not seen.
 */
export class VmContext {
  readonly sandbox: object;
  /** What `this` and `globalThis` are inside. */
  readonly global: object;
  readonly #Proxy: ProxyConstructor;
  readonly #lexicals = new Map<string, Lexical>();
  readonly #gc: Function | null;
  readonly #refusing: Readonly<Record<string, unknown>>;
  #ownConsole: object | undefined;

  /**
   * @param gc what V8 shows with `--expose-gc`
   * @param isOrdinary whether its global object is one of its own, which may be closed, and shows nobody's sandbox
   * @param allowed what its code may make code of
   */
  constructor(
    sandbox: object,
    RealProxy: ProxyConstructor,
    gc: Function | null,
    isOrdinary: boolean,
    allowed: CodeGeneration,
  ) {
    this.sandbox = sandbox;
    this.#gc = gc;
    this.#refusing = refusingGlobals(allowed);
    this.#Proxy = RealProxy;
    this.global = new RealProxy(sandbox, {
      has: (target, key) => key in target || this.#builtin(key) !== undefined,
      get: (target, key) => {
        if (key in target) return fixed(target, key) ?? this.#outward(Reflect.get(target, key));
        return this.#builtin(key)?.value as unknown;
      },
      set: (target, key, value) => Reflect.set(target, key, value),
      getOwnPropertyDescriptor: (target, key) =>
        Reflect.getOwnPropertyDescriptor(target, key) ?? this.#builtin(key),
      ownKeys: (target) => [
        ...new Set([
          ...[...LANGUAGE_GLOBALS].filter((name) => name in globalThis),
          "console",
          ...Reflect.ownKeys(target),
        ]),
      ],
      getPrototypeOf: (target) => Reflect.getPrototypeOf(target),
      preventExtensions: (target) => {
        if (!isOrdinary) throw new TypeError("Cannot freeze");
        // What is closed has to have as its own whatever it shows.
        for (const name of [...LANGUAGE_GLOBALS, "console"]) {
          const builtin = this.#builtin(name);
          if (builtin && !Object.hasOwn(target, name)) Object.defineProperty(target, name, builtin);
        }
        return Reflect.preventExtensions(target);
      },
    });
  }

  get lexicalNames(): Iterable<string> {
    return this.#lexicals.keys();
  }

  /** Inside, the sandbox is the global object. */
  #outward(value: unknown): unknown {
    return value === this.sandbox ? this.global : value;
  }

  #isBuiltin(key: string): boolean {
    return (
      key === "console" ||
      (key === "gc" && this.#gc !== null) ||
      (LANGUAGE_GLOBALS.has(key) && key in globalThis)
    );
  }

  get #console(): object {
    return (this.#ownConsole ??= silentConsole());
  }

  #builtin(key: PropertyKey): PropertyDescriptor | undefined {
    if (typeof key !== "string" || !this.#isBuiltin(key)) return undefined;
    const own =
      key === "globalThis"
        ? this.global
        : key === "console"
          ? this.#console
          : key === "gc"
            ? this.#gc
            : this.#refusing[key];
    const value: unknown = own ?? (globalThis as Record<string, unknown>)[key];
    return { value, writable: true, enumerable: false, configurable: true };
  }

  /** Declares what a script has at its top level. @throws SyntaxError when a name is taken */
  declare({ lexicals, variables, functions }: ContextScript): void {
    const taken = (name: string) => new SyntaxError(`Identifier '${name}' has already been declared`);
    for (const name of [...variables, ...functions]) if (this.#lexicals.has(name)) throw taken(name);
    for (const name of lexicals.keys()) {
      const own = Reflect.getOwnPropertyDescriptor(this.sandbox, name);
      if (this.#lexicals.has(name) || own?.configurable === false) throw taken(name);
    }
    for (const [name, kind] of lexicals)
      this.#lexicals.set(name, { kind, initialized: false, value: undefined });
    for (const name of [...functions, ...variables])
      if (!(name in this.sandbox)) Reflect.set(this.sandbox, name, undefined);
  }

  /** The scope of one script: an object for `with`. */
  scope(script: Pick<ContextScript, "strict" | "asked">): { readonly proxy: object; open(): void } {
    let hidden = true;
    const missing = (key: PropertyKey) => new ReferenceError(`${String(key)} is not defined`);
    // The proxy has a target of its own: what a property of the sandbox must be does not bind the scope.
    const { sandbox } = this;
    const proxy = new this.#Proxy(Object.create(null) as object, {
      has: (_target, key) => !hidden && typeof key === "string" && !isHostName(key),
      get: (_target, key) => {
        if (typeof key !== "string") return undefined;
        const lexical = this.#lexicals.get(key);
        if (lexical) return initialized(key, lexical).value;
        if (key in sandbox) return this.#outward(Reflect.get(sandbox, key));
        const builtin = this.#builtin(key);
        if (!builtin && !script.asked.has(key)) throw missing(key);
        return builtin?.value as unknown;
      },
      set: (_target, key, value) => {
        const lexical = typeof key === "string" ? this.#lexicals.get(key) : undefined;
        if (!lexical) {
          if (script.strict && !(key in sandbox) && !this.#builtin(key)) throw missing(key);
          if (Reflect.set(sandbox, key, value) || !script.strict) return true;
          throw new TypeError(`Cannot assign to read only property '${String(key)}' of object '#<Object>'`);
        }
        // The first assignment is the declaration itself.
        if (lexical.initialized && lexical.kind === "const")
          throw new TypeError("Assignment to constant variable.");
        lexical.initialized = true;
        lexical.value = value;
        return true;
      },
      deleteProperty: (_target, key) =>
        !(typeof key === "string" && this.#lexicals.has(key)) && Reflect.deleteProperty(sandbox, key),
    });
    return {
      proxy,
      open() {
        hidden = false;
      },
    };
  }

  /** What `this` is in a function that was called without one. */
  self(value: unknown, strict: boolean): unknown {
    if (value !== globalThis) return value;
    return strict ? undefined : this.global;
  }
}

/** The value of a property that can never have another, which a proxy has to tell. */
function fixed(target: object, key: PropertyKey): unknown {
  const own = Reflect.getOwnPropertyDescriptor(target, key);
  return own && !own.configurable && own.writable === false ? (own.value as unknown) : undefined;
}

/** V8's own console, which tells nobody but an inspector. */
function silentConsole(): object {
  const names =
    "debug error info log warn dir dirxml table trace group groupCollapsed groupEnd clear count countReset assert " +
    "profile profileEnd time timeLog timeEnd timeStamp context";
  const methods = names.split(" ").map((name) => [name, { [name]() {} }[name]] as const);
  const made = Object.assign(Object.create({}) as object, Object.fromEntries(methods), {
    createTask: () => ({ run: (work: () => unknown) => work() }),
  });
  return Object.defineProperty(made, Symbol.toStringTag, { value: "console", configurable: true });
}

function initialized(name: string, lexical: Lexical): Lexical {
  if (!lexical.initialized) throw new ReferenceError(`Cannot access '${name}' before initialization`);
  return lexical;
}
