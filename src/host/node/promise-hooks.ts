import type { BindingContext } from "./binding.ts";
import { showsNative } from "./native-texts.ts";
import { promiseStates } from "./promise-states.ts";
import type { RealmContext } from "./realm-context.ts";

type Hook = (promise: object, parent?: object) => void;
type Then = (this: Promise<unknown>, done?: unknown, failed?: unknown) => Promise<unknown>;
type Settle = (value: unknown) => void;

export interface PromiseHookFunctions {
  readonly init: Hook | undefined;
  readonly before: Hook | undefined;
  readonly after: Hook | undefined;
  /** Called when a promise's fate is decided. */
  readonly settled: Hook | undefined;
}

/** `promiseRejectEvents` of the binding `task_queue`. */
const REJECT_AFTER_RESOLVED = 2;
const RESOLVE_AFTER_RESOLVED = 3;

const NONE: PromiseHookFunctions = {
  init: undefined,
  before: undefined,
  after: undefined,
  settled: undefined,
};
// oxlint-disable-next-line unicorn/no-thenable -- the very method that is replaced
const THEN = "then";

/**
 * V8's promise hooks and its events for promises that are settled twice, for promises that a program makes by `new Promise`, `Promise.resolve` and its like, and `then`. From
 * the first hook on, and from the first source that speaks of them, `Promise` and its `then` are such that tell. Async functions
 * are told of by sources that keep account (promise-traces.ts).
 */
export class PromiseHooks {
  readonly #context: RealmContext;
  readonly #original: PropertyDescriptor | undefined;
  #hooks = NONE;
  #installed = false;

  constructor(context: RealmContext) {
    this.#context = context;
    this.#original = NATIVE_THEN;
  }

  get current(): PromiseHookFunctions {
    return this.#hooks;
  }

  set(hooks: PromiseHookFunctions): void {
    const isOn = Object.values(hooks).some(Boolean);
    this.#hooks = isOn ? hooks : NONE;
    if (isOn) this.prepare();
  }

  /** A program is going to use what only promises that tell can give. */
  prepare(): void {
    if (this.#installed) return;
    this.#installed = true;
    this.#replaceThen();
    this.#replaceConstructor();
  }

  /** Gives promises the browser's own functions back. */
  remove(): void {
    if (!this.#installed) return;
    const { Promise: real } = this.#context.pristine;
    if (this.#original) Reflect.defineProperty(real.prototype, THEN, this.#original);
    define(globalThis, "Promise", real);
  }

  get isOn(): boolean {
    return this.#hooks !== NONE;
  }

  tell(kind: keyof PromiseHookFunctions, promise: object, parent?: object): void {
    const hook = this.#hooks[kind];
    if (!hook) return;
    try {
      if (kind === "init") hook(promise, parent);
      else hook(promise);
    } catch (error) {
      this.#context.uncaught(error, false);
    }
  }

  #replaceThen(): void {
    const { prototype } = this.#context.pristine.Promise;
    const then = prototype.then as Then;
    const states = promiseStates(this.#context);
    const tell = this.tell.bind(this);
    const told = function (this: Promise<unknown>, done?: unknown, failed?: unknown): Promise<unknown> {
      const reaction = (callback: unknown, rejects: boolean) => (value: unknown) => {
        tell("before", derived);
        try {
          if (typeof callback === "function") return (callback as Settle)(value);
          if (rejects) throw value;
          return value;
        } catch (error) {
          states.rejected(derived, error);
          throw error;
        } finally {
          tell("settled", derived);
          tell("after", derived);
        }
      };
      const derived = then.call(this, reaction(done, false), reaction(failed, true));
      tell("init", derived, this);
      return derived;
    };
    define(told, "name", THEN);
    Reflect.defineProperty(prototype, THEN, { ...this.#original, value: showsNative(told) });
  }

  #replaceConstructor(): void {
    const { Promise: real, Proxy: RealProxy } = this.#context.pristine;
    const states = promiseStates(this.#context);
    const tell = this.tell.bind(this);
    const construct = (target: PromiseConstructor, values: unknown[], newTarget: Function): object => {
      const [executor] = values;
      if (typeof executor !== "function") return Reflect.construct(target, values, newTarget) as object;
      let settle: readonly [Settle, Settle] | null = null;
      const take = (resolve: Settle, reject: Settle) => {
        settle = [resolve, reject];
      };
      const made = Reflect.construct(target, [take], newTarget === telling ? target : newTarget) as object;
      const [resolve, reject] = settle as unknown as readonly [Settle, Settle];
      tell("init", made);
      let isSettled = false;
      const once = (event: number, note: Settle, pass: Settle) => (value: unknown) => {
        if (isSettled) return this.#context.hooks.promiseRejected?.(event, made as Promise<unknown>, value);
        isSettled = true;
        note(value);
        pass(value);
        tell("settled", made);
      };
      const refuse = once(REJECT_AFTER_RESOLVED, (reason) => states.rejected(made, reason), reject);
      try {
        const accept = once(RESOLVE_AFTER_RESOLVED, (value) => states.resolved(made, value), resolve);
        (executor as (resolve: Settle, reject: Settle) => void)(accept, refuse);
      } catch (error) {
        refuse(error);
      }
      return made;
    };
    const resolve = {
      resolve(this: unknown, value?: unknown): unknown {
        const same = this === telling && value instanceof real && value.constructor === real;
        return same ? value : (real.resolve as (this: unknown, value: unknown) => unknown).call(this, value);
      },
    }.resolve;
    const telling: PromiseConstructor = new RealProxy(real, {
      construct,
      get: (target, key, receiver) =>
        key === "resolve" ? resolve : (Reflect.get(target, key, receiver) as unknown),
    });
    define(globalThis, "Promise", telling);
  }
}

const NATIVE_THEN = Object.getOwnPropertyDescriptor(Promise.prototype, THEN);

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    writable: key !== "name",
    configurable: true,
    enumerable: false,
  });
}

/** The realm's promise hooks. */
export function promiseHooks(context: BindingContext): PromiseHooks {
  return context.shared(makePromiseHooks);
}

function makePromiseHooks(context: BindingContext): PromiseHooks {
  return new PromiseHooks(context as RealmContext);
}
