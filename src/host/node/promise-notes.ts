import { NOTES } from "./modules/names.ts";
import { Call, type CallListener, Outcome } from "./promise-calls.ts";
import { type PromiseHooks, promiseHooks } from "./promise-hooks.ts";
import { type PromiseDetails, type PromiseStates, promiseStates } from "./promise-states.ts";
import { CallTrace } from "./promise-traces.ts";
import type { RealmContext } from "./realm-context.ts";

type Settle = (value: unknown) => void;
type Reaction = (this: unknown, ...values: readonly unknown[]) => unknown;

/** What a promise of several others was made of; `settled`: its value tells how each ended. */
interface Inputs {
  readonly values: readonly unknown[];
  readonly settled: boolean;
}

/** Calls of one function that an array's method makes. */
interface Collection {
  readonly id: string;
  readonly calls: Call[];
}

/** So many collections are open at most: those that an exception left behind are forgotten. */
const MOST_OPEN = 64;

/**
 * What instrumented sources tell of promises while they run; note-writer.ts puts the calls there. A promise is taken for one
 * of an async function's only where the call's value arrives, the function called is the very one, and its call was the last
 * to return.
 */
export class PromiseNotes implements CallListener {
  readonly #context: RealmContext;
  readonly #states: PromiseStates;
  readonly #hooks: PromiseHooks;
  readonly #functions = new WeakMap<Function, string>();
  readonly #inputs = new WeakMap<object, Inputs>();
  /** By what was thrown, the last traced call that ended with it. */
  readonly #failed = new WeakMap<object, Call>();
  #last: Call | null = null;
  #lastId = "";
  #made: Outcome | null = null;
  #given: readonly unknown[] | null = null;
  #collections: Collection[] = [];

  constructor(context: RealmContext) {
    this.#context = context;
    this.#states = promiseStates(context);
    this.#hooks = promiseHooks(context);
  }

  /** @param suspends whether each await of the function is noted */
  enter(id: string, suspends: boolean): Call {
    const isTraced = this.#hooks.isOn && id !== "";
    return new Call(this, id, isTraced ? new CallTrace(this.#context, this.#hooks, suspends) : null);
  }

  /** To be called before a call whose value is of interest. */
  start(): void {
    this.#last = null;
  }

  /** The value of a call of `callee`. */
  called(_started: unknown, value: unknown, callee: unknown): unknown {
    const id = this.#lastId;
    const call = this.#take(value);
    if (call && typeof callee === "function" && this.#idOf(callee, id) === id) this.#tie(value, call);
    return value;
  }

  /** The value of a call of the method `key`. */
  method(_started: unknown, value: unknown, object: unknown, key: string): unknown {
    const id = this.#lastId;
    const call = this.#take(value);
    if (call) {
      const callee = this.#methodOf(object, key);
      if (callee && this.#idOf(callee, id) === id) this.#tie(value, call);
    }
    return value;
  }

  /** The value of a call of the function written there. */
  own(_started: unknown, value: unknown, id: string): unknown {
    const isOwn = this.#lastId === id;
    const call = this.#take(value);
    if (call && isOwn) this.#tie(value, call);
    return value;
  }

  /** To be called before an array's method calls the function `id` for each element. */
  collect(id: string): void {
    if (this.#collections.length >= MOST_OPEN) this.#collections = [];
    this.#collections.push({ id, calls: [] });
  }

  /** What the method made of the function's promises. */
  collected(_started: unknown, made: unknown, id: string): unknown {
    for (let open = this.#collections.pop(); open; open = this.#collections.pop()) {
      if (open.id !== id) continue;
      const { calls } = open;
      if (Array.isArray(made) && made.length === calls.length && made.every((one) => this.#isNew(one)))
        for (const [index, call] of calls.entries()) this.#tie(made[index], call);
      break;
    }
    return made;
  }

  returned(call: Call, id: string): void {
    this.#last = call;
    this.#lastId = id;
    const open = this.#collections.at(-1);
    if (open?.id === id) open.calls.push(call);
  }

  failed(call: Call, error: unknown): void {
    if (call.trace && typeof error === "object" && error !== null) this.#failed.set(error, call);
  }

  /** Nobody handled a promise: if it is that of a call whose value went elsewhere, hooks are told of which. */
  unhandled(promise: object, reason: unknown): void {
    if (typeof reason === "object" && reason !== null) this.#failed.get(reason)?.trace?.found(promise);
  }

  /** An executor that keeps account of what it decides. */
  executor(given: unknown): unknown {
    this.#made = null;
    if (typeof given !== "function") return given;
    return (resolve: Settle, reject: Settle) => {
      const outcome = new Outcome();
      let isDecided = false;
      try {
        (given as (resolve: Settle, reject: Settle) => void)(
          (value) => {
            if (!isDecided) this.resolve(outcome, value);
            isDecided = true;
            resolve(value);
          },
          (reason) => {
            if (!isDecided) outcome.details = [2, reason];
            isDecided = true;
            reject(reason);
          },
        );
      } catch (error) {
        if (!isDecided) outcome.details = [2, error];
        isDecided = true;
        throw error;
      } finally {
        this.#made = outcome;
      }
    };
  }

  /** The promise that was made with such an executor. */
  made(promise: unknown): unknown {
    const outcome = this.#made;
    this.#made = null;
    if (outcome && this.#isNew(promise)) this.#tie(promise, outcome);
    return promise;
  }

  /** A reaction that keeps account of how it ends; `made` takes it, too. */
  reaction(given: Reaction): Reaction {
    const outcome = new Outcome();
    this.#made = outcome;
    return this.#reaction(given, outcome);
  }

  /** The other reaction of the same call of `then`. */
  otherwise(given: Reaction): Reaction {
    return this.#made ? this.#reaction(given, this.#made) : given;
  }

  #reaction(given: Reaction, outcome: Outcome): Reaction {
    const resolve = this.resolve.bind(this);
    return function (this: unknown, ...values) {
      try {
        const value = Reflect.apply(given, this, values);
        resolve(outcome, value);
        return value;
      } catch (error) {
        outcome.details = [2, error];
        throw error;
      }
    };
  }

  /** What is given to `Promise.all` or `Promise.allSettled`. */
  inputs(values: unknown): unknown {
    this.#given = Array.isArray(values) ? [...(values as unknown[])] : null;
    return values;
  }

  /** What `all` or `allSettled` makes of them. */
  all(promise: unknown, settled: boolean): unknown {
    if (this.#given && this.#isPromise(promise)) this.#inputs.set(promise, { values: this.#given, settled });
    this.#given = null;
    return promise;
  }

  /** It was awaited. */
  fulfilled(promise: unknown, value: unknown): void {
    if (!this.#isPromise(promise)) return;
    if (this.#states.details(promise)[0] === 0) this.#states.set(promise, [1, value]);
    const inputs = this.#inputs.get(promise);
    if (!inputs || !Array.isArray(value) || value.length !== inputs.values.length) return;
    for (const [index, input] of inputs.values.entries()) {
      if (!this.#isPromise(input)) continue;
      const result: unknown = value[index];
      this.#states.set(
        input,
        inputs.settled ? detailsOf(result as PromiseSettledResult<unknown>) : [1, result],
      );
    }
  }

  rejected(promise: unknown, reason: unknown): void {
    if (this.#isPromise(promise)) this.#states.set(promise, [2, reason]);
  }

  /** A promise is resolved with a value; with another promise it waits for that one. */
  resolve(outcome: Outcome, value: unknown): void {
    if (this.#isPromise(value)) {
      // As the engine does, just before it.
      const { pristine } = this.#context;
      pristine.queueMicrotask(() => {
        if (outcome instanceof Call) outcome.trace?.adopts();
        void NATIVE_THEN.call(
          value,
          (result) => {
            outcome.details = [1, result];
          },
          (reason) => {
            outcome.details = [2, reason];
          },
        );
      });
    } else if (!this.#states.mayBeThenable(value)) outcome.details = [1, value];
  }

  #take(value: unknown): Call | null {
    const call = this.#last;
    this.#last = null;
    return call && this.#isNew(value) ? call : null;
  }

  #tie(promise: unknown, outcome: Outcome): void {
    this.#states.follow(promise as object, outcome);
    if (outcome instanceof Call) outcome.trace?.found(promise as object);
  }

  #isPromise(value: unknown): value is Promise<unknown> {
    return typeof value === "object" && value !== null && value instanceof this.#context.pristine.Promise;
  }

  #isNew(value: unknown): boolean {
    return this.#isPromise(value) && !this.#states.knows(value);
  }

  /** Which async function it is, when it may be `id`. */
  #idOf(callee: Function, id: string): string | undefined {
    const known = this.#functions.get(callee);
    if (known !== undefined) return known;
    if (Object.getPrototypeOf(callee) !== ASYNC_FUNCTION) return undefined;
    const text = NATIVE_TEXT.call(callee);
    const start = text.indexOf(`${NOTES}.enter("`);
    if (start < 0 || !text.startsWith(`"${id}"`, start + NOTES.length + ENTER_LENGTH)) return undefined;
    this.#functions.set(callee, id);
    return id;
  }

  /** The method, found without running any of the program's code. */
  #methodOf(object: unknown, key: string): Function | null {
    if ((typeof object !== "object" || object === null) && typeof object !== "function") return null;
    for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      if (this.#context.isProxy(at)) return null;
      const found = Object.getOwnPropertyDescriptor(at, key);
      if (found) return typeof found.value === "function" ? (found.value as Function) : null;
    }
    return null;
  }
}

const ASYNC_FUNCTION: unknown = Object.getPrototypeOf(async () => {});
const ENTER_LENGTH = ".enter(".length;
// oxlint-disable-next-line unicorn/no-thenable, typescript/unbound-method -- always called with a promise
const NATIVE_THEN = Promise.prototype.then;
// oxlint-disable-next-line typescript/unbound-method -- always called with a function
const NATIVE_TEXT = Function.prototype.toString;

function detailsOf(result: PromiseSettledResult<unknown>): PromiseDetails {
  return result.status === "fulfilled" ? [1, result.value] : [2, result.reason];
}
