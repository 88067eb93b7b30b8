// Taken before any program ran.
const { is } = Object;

/** Tells of an object that changed, by the number of its record. */
export type Tell = (record: number) => void;

/** An object that is looked at in some way, and the number of its record. */
export interface Spot {
  readonly at: number;
  readonly object: object;
}

export interface PlainSpot extends Spot {
  readonly object: Record<string, unknown>;
  /** Enumerable names in their order. */
  readonly names: readonly string[];
  /** No property can come or go. */
  readonly isSealed: boolean;
  /** How many symbols it has. */
  readonly symbols: number;
  /** Of the enumerable names; null when they are looked at elsewhere. */
  readonly values: readonly unknown[] | null;
  /** What was assigned to can be assigned back. */
  readonly isMendable: boolean;
}

/** Assigns back what was assigned to. */
export function mend({ object, names, values }: PlainSpot): void {
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (!is(object[name], values?.[i])) object[name] = values?.[i];
  }
}

/** As `Object.is`; what `===` takes for the same or for different although it is not, is rare. */
export function areSame(now: unknown, before: unknown): boolean {
  return now === before ? before !== 0 || is(now, before) : now !== now && is(now, before);
}
