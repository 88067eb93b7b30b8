import { showsNative } from "./native-texts.ts";
import type { BindingContext } from "./binding.ts";
import type { RealmContext } from "./realm-context.ts";

/** `[state, result]` as V8 tells it: 0 pending, 1 fulfilled, 2 rejected. */
export type PromiseDetails = readonly [number, unknown];

/** What decides about a promise: null until it is settled. */
interface Followed {
  readonly details: PromiseDetails | null;
}

class Same {
  constructor(object: object) {
    // oxlint-disable-next-line eslint/no-constructor-return -- the class below puts its field on it
    return object;
  }
}

/** What is known of a promise is a field of its own, which no program can see: a map that holds as many weakly is slow. */
class Known extends Same {
  #details: PromiseDetails | Followed | undefined;

  static of(promise: object): PromiseDetails | Followed | undefined {
    return #details in promise ? promise.#details : undefined;
  }

  static tell(promise: object, details: PromiseDetails | Followed): void {
    if (#details in promise) promise.#details = details;
    // Newer engines let nothing be put on what cannot be extended.
    else if (Object.isExtensible(promise)) (new Known(promise) as Known).#details = details;
  }
}

const PENDING: PromiseDetails = [0, undefined];

/**
 * What is known of promises without waiting. JavaScript cannot ask a promise for its state, so those are known that
 * `Promise.resolve`, `Promise.reject` and `Promise.withResolvers` made, the rejected ones that the browser reported, and those
 * that instrumented sources keep account of (promise-notes.ts).
 */
export class PromiseStates {
  readonly #isProxy: (value: unknown) => unknown;

  constructor(isProxy: (value: unknown) => unknown) {
    this.#isProxy = isProxy;
  }

  details(promise: object): PromiseDetails {
    const known = Known.of(promise);
    if (known === undefined) return PENDING;
    return "details" in known ? (known.details ?? PENDING) : known;
  }

  knows(promise: object): boolean {
    return Known.of(promise) !== undefined;
  }

  set(promise: object, details: PromiseDetails): void {
    Known.tell(promise, details);
  }

  /** Settled once `outcome` has details. */
  follow(promise: object, outcome: Followed): void {
    Known.tell(promise, outcome);
  }

  /** Settled with a value; with a promise or the like it waits for that. */
  resolved(promise: object, value: unknown): void {
    if (!this.mayBeThenable(value)) Known.tell(promise, [1, value]);
  }

  rejected(promise: object, reason: unknown): void {
    Known.tell(promise, [2, reason]);
  }

  /** Whether a promise may wait for it, found without running any of the program's code. */
  mayBeThenable(value: unknown): boolean {
    if ((typeof value !== "object" || value === null) && typeof value !== "function") return false;
    for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      if (this.#isProxy(at)) return true;
      const found = Object.getOwnPropertyDescriptor(at, "then");
      if (found) return found.get !== undefined || typeof found.value === "function";
    }
    return false;
  }

  /** Puts functions that keep account on `Promise`. */
  install(promises: PromiseConstructor): void {
    const mayBeThenable = this.mayBeThenable.bind(this);
    const real = original(promises);
    const replacements = {
      resolve(this: unknown, value?: unknown) {
        const promise = real.resolve.call(this, value) as object;
        if (promise !== value && !mayBeThenable(value)) Known.tell(promise, [1, value]);
        return promise;
      },
      reject(this: unknown, reason?: unknown) {
        const promise = real.reject.call(this, reason) as object;
        Known.tell(promise, [2, reason]);
        return promise;
      },
      withResolvers(this: unknown) {
        const made = real.withResolvers.call(this) as PromiseWithResolvers<unknown>;
        const { promise, resolve, reject } = made;
        let decided = false;
        const first = (details: PromiseDetails | null) => {
          if (!decided && details) Known.tell(promise, details);
          decided = true;
        };
        made.resolve = withoutName((value: unknown) => {
          first(decided || mayBeThenable(value) ? null : [1, value]);
          resolve(value);
        });
        made.reject = withoutName((reason: unknown) => {
          first([2, reason]);
          reject(reason);
        });
        return made;
      },
    };
    for (const [name, value] of Object.entries(replacements))
      Object.defineProperty(promises, name, {
        value: showsNative(value),
        writable: true,
        configurable: true,
        enumerable: false,
      });
  }
}

type Maker = (this: unknown, value?: unknown) => unknown;
type Makers = Readonly<Record<"resolve" | "reject" | "withResolvers", Maker>>;
const ORIGINALS = new WeakMap<object, Makers>();

/** Gives `Promise` the browser's own functions back. */
export function restorePromises(promises: PromiseConstructor): void {
  for (const [name, value] of Object.entries(original(promises)))
    Object.defineProperty(promises, name, { value, writable: true, configurable: true, enumerable: false });
}

/** The functions that the browser's own `Promise` has, also after they were replaced for an earlier realm. */
function original(promises: PromiseConstructor): Makers {
  let found = ORIGINALS.get(promises);
  if (!found) {
    found = {
      resolve: promises.resolve as Maker,
      reject: promises.reject as Maker,
      withResolvers: promises.withResolvers as Maker,
    };
    ORIGINALS.set(promises, found);
  }
  return found;
}

/** Settling functions have no name. */
function withoutName<T extends Function>(settle: T): T {
  return showsNative(Object.defineProperty(settle, "name", { value: "" }));
}

/** The realm's account of promises. */
export function promiseStates(context: BindingContext): PromiseStates {
  return context.shared(makePromiseStates);
}

function makePromiseStates(context: BindingContext): PromiseStates {
  return new PromiseStates((value) => (context as RealmContext).isProxy(value));
}
