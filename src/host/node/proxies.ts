import { showsNative } from "./native-texts.ts";

// Taken before any program ran: what a program hides here would come out as its changes later.
const { apply } = Reflect;
const { get, set } = WeakMap.prototype;

/** Target and handler; both null once revoked. */
export type ProxyDetails = readonly [object | null, object | null];

/** Knows the proxies that programs make, which JavaScript alone cannot tell from other objects. */
export class Proxies {
  readonly #details = new WeakMap<object, ProxyDetails>();
  readonly #real: ProxyConstructor;
  readonly #revocable: ProxyConstructor["revocable"];

  constructor(real: ProxyConstructor) {
    this.#real = real;
    this.#revocable = real.revocable;
  }

  /** The language's own functions that the global object does not lead to. */
  get replaced(): readonly unknown[] {
    return [this.#real, this.#revocable];
  }

  details(value: unknown): ProxyDetails | undefined {
    const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
    return isObject ? (apply(get, this.#details, [value]) as ProxyDetails | undefined) : undefined;
  }

  /** Puts the browser's own back. */
  remove(): void {
    this.#put(this.#real, this.#revocable);
  }

  /** Puts a `Proxy` on the global object that keeps account. */
  install(): void {
    const note = (proxy: object, known: ProxyDetails): void => {
      apply(set, this.#details, [proxy, known]);
    };
    const real = this.#real;
    const makeRevocable = this.#revocable;
    const counted: ProxyConstructor = new real(real, {
      construct(target, [object, handler]: [object, ProxyHandler<object>], newTarget) {
        const proxy = Reflect.construct(
          target,
          [object, handler],
          newTarget === counted ? target : newTarget,
        ) as object;
        note(proxy, [object, handler]);
        return proxy;
      },
    });
    const revocable = showsNative(
      {
        revocable<T extends object>(object: T, handler: ProxyHandler<T>) {
          const made = makeRevocable(object, handler);
          note(made.proxy, [object, handler]);
          // V8's has no name, and neither has a function that is no variable's.
          const [revoke] = [
            () => {
              note(made.proxy, [null, null]);
              made.revoke();
            },
          ] as const;
          return { proxy: made.proxy, revoke };
        },
      }.revocable,
    );
    this.#put(showsNative(counted), revocable);
  }

  #put(value: ProxyConstructor, revocable: ProxyConstructor["revocable"]): void {
    const attributes = { writable: true, configurable: true, enumerable: false };
    Object.defineProperty(globalThis, "Proxy", { value, ...attributes });
    Object.defineProperty(this.#real, "revocable", { value: revocable, ...attributes });
  }
}
