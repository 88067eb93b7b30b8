const { get, set, has } = Map.prototype;
const { apply } = Reflect;

/**
 * A map whose entries stay its owner's: it works by methods taken before any program ran, so a program that patches
 * `Map.prototype` is not handed the map as `this`. For what a program must not see or exchange.
 */
export class KeptMap<Key, Value> {
  readonly #map = new Map<Key, Value>();

  get(key: Key): Value | undefined {
    return apply(get, this.#map, [key]) as Value | undefined;
  }

  has(key: Key): boolean {
    return apply(has, this.#map, [key]);
  }

  set(key: Key, value: Value): void {
    apply(set, this.#map, [key, value]);
  }
}
