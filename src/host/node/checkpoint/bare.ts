import type { Spot, Tell } from "./spots.ts";

// Taken before any program ran.
const { assign } = Object;
const { apply, ownKeys } = Reflect;

/** So many objects are handed to one call. */
const CHUNK = 100;

/**
 * Objects without enumerable properties: one that got some shows when all are assigned to one. Those that did once are
 * looked at alone from then on, so that the others need not be looked through for them again.
 */
export class Bare {
  readonly #spots: Spot[] = [];
  /** The arguments for assigning so many of them: the first is where to. */
  readonly #chunks: (object | null)[][] = [];
  readonly #restless: Spot[] = [];

  add(spot: Spot): void {
    if (this.#spots.length % CHUNK === 0) this.#chunks.push([null]);
    this.#spots.push(spot);
    this.#chunks.at(-1)?.push(spot.object);
  }

  /** Tells of those that are no longer bare. Without iterators, which may be a program's by now. */
  compare(tell: Tell): void {
    for (let i = 0; i < this.#restless.length; i++) {
      const { object, at } = this.#restless[i] as Spot;
      if (!areBare([null, object])) tell(at);
    }
    for (let i = 0; i < this.#chunks.length; i++)
      if (!areBare(this.#chunks[i] as (object | null)[])) this.#look(i, tell);
  }

  /** Looks through a chunk, one of which is no longer bare. */
  #look(number: number, tell: Tell): void {
    const chunk = this.#chunks[number] as (object | null)[];
    for (let i = 1; i < chunk.length; i++) {
      const object = chunk[i] as object | null;
      if (object === null || areBare([null, object])) continue;
      const spot = this.#spots[number * CHUNK + i - 1] as Spot;
      chunk[i] = null;
      this.#restless[this.#restless.length] = spot;
      tell(spot.at);
    }
  }
}

/** Whether nothing arrives when the others are assigned to the first. */
function areBare(assigned: (object | null)[]): boolean {
  const sink = { __proto__: null };
  assigned[0] = sink;
  apply(assign, null, assigned);
  return ownKeys(sink).length === 0;
}
