import { areSame, mend, type PlainSpot, type Tell } from "./spots.ts";

// Taken before any program ran.
const { getOwnPropertySymbols } = Object;

/** Stands for a value that is looked at elsewhere. */
const ELSEWHERE = {};

/**
 * Objects that inherit nothing enumerable, whose names, and mostly values, are seen in one loop. What they were stands in
 * one long list, since looking for it in memory is what takes the time.
 */
export class Looped {
  readonly #spots: PlainSpot[] = [];
  readonly #objects: Record<string, unknown>[] = [];
  /** Name, value, name, value … of one object after the other. */
  readonly #parts: unknown[] = [];
  /** Where those of each object end. */
  readonly #ends: number[] = [];
  /** How many symbols each object has; -1: as many as ever. */
  readonly #symbols: number[] = [];

  add(spot: PlainSpot): void {
    this.#spots.push(spot);
    this.#objects.push(spot.object);
    const { names, values } = spot;
    for (const [i, name] of names.entries()) this.#parts.push(name, values ? values[i] : ELSEWHERE);
    this.#ends.push(this.#parts.length);
    this.#symbols.push(spot.isSealed ? -1 : spot.symbols);
  }

  /**
   * Tells of those that changed, but for those where assigning back was enough, which it does. Without iterators, which may
   * be a program's by now.
   */
  compare(tell: Tell): void {
    const objects = this.#objects;
    const parts = this.#parts;
    const ends = this.#ends;
    const symbols = this.#symbols;
    let from = 0;
    for (let i = 0; i < objects.length; i++) {
      const object = objects[i] as Record<string, unknown>;
      const end = ends[i] as number;
      let at = from;
      let isChanged = false;
      for (const name in object) {
        // What a prototype got since then comes here, too.
        if (at === end || name !== parts[at]) {
          at = -1;
          break;
        }
        const value = parts[at + 1];
        if (value !== ELSEWHERE && !areSame(object[name], value)) isChanged = true;
        at += 2;
      }
      from = end;
      const hasShape =
        at === end && (symbols[i] === -1 || getOwnPropertySymbols(object).length === symbols[i]);
      if (hasShape && !isChanged) continue;
      const spot = this.#spots[i] as PlainSpot;
      if (hasShape && spot.isMendable) mend(spot);
      else tell(spot.at);
    }
  }
}
