import { Bare } from "./bare.ts";
import { Looped } from "./looped.ts";
import { isArray, isClosed, isIndex, sameProperty, type ObjectRecord } from "./records.ts";
import { areSame, mend, type PlainSpot, type Spot, type Tell } from "./spots.ts";

// Taken before any program ran.
const {
  assign,
  create,
  getOwnPropertyDescriptor,
  getOwnPropertySymbols,
  getPrototypeOf,
  hasOwn,
  is,
  keys: enumerableKeys,
  values: enumerableValues,
} = Object;
const { apply, ownKeys } = Reflect;
const makeFunction = globalThis.Function;

/** Tells of objects some of whose properties have other values than they had. */
type Sites = (tell: Tell) => void;

interface ListSpot extends Spot {
  readonly object: unknown[];
  readonly items: readonly unknown[];
}

/** Short arrays of nothing but elements: what else they got shows when all are assigned to one. */
interface ArrayChunk {
  readonly spots: readonly Spot[];
  /** The arguments for assigning them: the first is where to. */
  readonly assigned: unknown[];
}

interface FunctionSpot extends Spot {
  readonly object: { prototype: unknown };
  readonly value: unknown;
}

interface KeySpot extends Spot {
  readonly key: PropertyKey;
}

interface PropertySpot extends KeySpot {
  readonly descriptor: PropertyDescriptor;
}

/** So many properties are compared by one generated function: what the engine takes to compile it grows with their square. */
const SITES = 50;
/** The names of a short array's elements. */
const SHORT = Array.from({ length: 16 }, (_, i) => String(i));

/** So many arrays are handed to one call. */
const CHUNK = 100;

/**
 * Compares many objects with how they were: quickly, provided that no function was called that `Definitions` watches.
 * What is not enumerable has a place for each property in generated code (SiteWriter), where the engine remembers how to
 * find it; names that are enumerable are looped over.
 *
 * What it relies on: without those functions an object changes only by assignment, by deletion, and by what defines
 * properties that are enumerable, writable and configurable (class fields, `JSON.parse`, `Array.from`).
 */
export class Comparer {
  readonly #bare = new Bare();
  readonly #arrays: Spot[] = [];
  readonly #arrayChunks: ArrayChunk[] = [];
  /** Objects with enumerable properties, whose names and values come in one piece each. */
  readonly #plain: PlainSpot[] = [];
  /** Those of them that inherit nothing enumerable. */
  readonly #looped = new Looped();
  readonly #lists: ListSpot[] = [];
  /** Functions of which only `prototype` can be assigned to. */
  readonly #functions: FunctionSpot[] = [];
  /** Properties that can go, but not be assigned to. */
  readonly #deletable: KeySpot[] = [];
  /** Properties that can be redefined without it showing in the object's enumerable names. */
  readonly #redefinable: PropertySpot[] = [];
  readonly #sites: readonly Sites[];

  /** @param fixed so many of them, the first ones, are not to be changed by `changed` itself */
  constructor(records: readonly ObjectRecord[], fixed: number) {
    const writer = new SiteWriter();
    for (const [at, record] of records.entries()) this.#add(at, record, fixed, writer);
    this.#sites = writer.finish();
    for (let from = 0; from < this.#arrays.length; from += CHUNK) {
      const spots = this.#arrays.slice(from, from + CHUNK);
      this.#arrayChunks.push({ spots, assigned: [null, ...spots.map(({ object }) => object)] });
    }
  }

  /**
   * The numbers of objects that changed, in no order, some of them more than once; but for those where assigning back was
   * enough, which it did. Runs nothing of a program's.
   */
  changed(): readonly number[] {
    const found: number[] = [];
    const tell = (at: number): void => {
      found[found.length] = at;
    };
    this.#bare.compare(tell);
    this.#compareArrays(tell);
    this.#comparePlain(tell);
    this.#compareKeys(tell);
    this.#compareValues(tell);
    return found;
  }

  #compareArrays(tell: Tell): void {
    for (let i = 0; i < this.#arrayChunks.length; i++) {
      const { spots, assigned } = this.#arrayChunks[i] as ArrayChunk;
      if (onlyElements(assigned)) continue;
      for (let j = 0; j < spots.length; j++) {
        const { at, object } = spots[j] as Spot;
        if (!onlyElements([null, object])) tell(at);
      }
    }
  }

  #comparePlain(tell: Tell): void {
    this.#looped.compare(tell);
    for (let i = 0; i < this.#plain.length; i++) {
      const spot = this.#plain[i] as PlainSpot;
      const found = lookInPieces(spot);
      if (found === "values" && spot.isMendable) mend(spot);
      else if (found !== "same") tell(spot.at);
    }
  }

  #compareKeys(tell: Tell): void {
    for (let i = 0; i < this.#deletable.length; i++) {
      const { at, object, key } = this.#deletable[i] as KeySpot;
      if (!hasOwn(object, key)) tell(at);
    }
    for (let i = 0; i < this.#redefinable.length; i++) {
      const { at, object, key, descriptor } = this.#redefinable[i] as PropertySpot;
      const now = getOwnPropertyDescriptor(object, key);
      if (!now || !sameProperty(now, descriptor)) tell(at);
    }
  }

  #compareValues(tell: Tell): void {
    for (let i = 0; i < this.#functions.length; i++) {
      const { at, object, value } = this.#functions[i] as FunctionSpot;
      if (object.prototype !== value) tell(at);
    }
    for (let i = 0; i < this.#lists.length; i++) {
      const { at, object, items } = this.#lists[i] as ListSpot;
      if (!sameItems(object, items)) tell(at);
    }
    for (let i = 0; i < this.#sites.length; i++) (this.#sites[i] as Sites)(tell);
  }

  #add(at: number, record: ObjectRecord, fixed: number, writer: SiteWriter): void {
    if (isClosed(record)) return;
    const { object, keys, descriptors } = record;
    const isBare = descriptors.every(({ enumerable }) => !enumerable);
    const isSealed = !record.extensible && descriptors.every(({ configurable }) => !configurable);
    // An accessor would be called.
    const inOnePiece =
      !isBare &&
      !isArray(object) &&
      descriptors.every(
        ({ enumerable, get, set }) => !enumerable || (get === undefined && set === undefined),
      );
    if (isBare && !isSealed) {
      // Looked at once in this way, an object that is others' prototype is kept in the form that is quick to look at.
      for (const _ in object);
      this.#bare.add({ at, object });
    } else if (!isSealed && isShortArray(record)) this.#arrays.push({ at, object });
    else if (!isBare && (inOnePiece || !isSealed)) {
      const spot: PlainSpot = {
        at,
        object: object as Record<string, unknown>,
        names: enumerableKeys(object),
        isSealed,
        symbols: keys.filter((key) => typeof key === "symbol").length,
        values: inOnePiece ? enumerableValues(object) : null,
        isMendable:
          at >= fixed &&
          inOnePiece &&
          descriptors.every(({ enumerable, writable }) => !enumerable || writable),
      };
      if (!isArray(object) && isLoopable(object)) this.#looped.add(spot);
      else this.#plain.push(spot);
    }
    const isList = isArray(object);
    if (isList) this.#lists.push({ at, object, items: Array.from(object) });
    const writable: [PropertyKey, unknown][] = [];
    for (const [i, descriptor] of descriptors.entries()) {
      const key = keys[i] as PropertyKey;
      // A class field that redefines it makes it enumerable: with others that are, only names tell.
      const isHidden = !isBare && (descriptor.enumerable === true || typeof key === "symbol");
      if (descriptor.writable) {
        const isElsewhere = isList
          ? key === "length" || isIndex(key)
          : inOnePiece && descriptor.enumerable && typeof key === "string";
        if (!isElsewhere) writable.push([key, descriptor.value]);
        if (isHidden && !descriptor.enumerable) this.#redefinable.push({ at, object, key, descriptor });
      } else if (descriptor.configurable) {
        if (isHidden) this.#redefinable.push({ at, object, key, descriptor });
        else this.#deletable.push({ at, object, key });
      }
    }
    const [only] = writable;
    if (typeof object === "function" && writable.length === 1 && only?.[0] === "prototype")
      this.#functions.push({ at, object: object as { prototype: unknown }, value: only[1] });
    else writer.add(at, object, writable);
  }
}

/** Whether all are as they were. Without iterators, which may be a program's by now. */
function sameItems(now: readonly unknown[], before: readonly unknown[]): boolean {
  if (now.length !== before.length) return false;
  for (let i = 0; i < before.length; i++) if (!areSame(now[i], before[i])) return false;
  return true;
}

/** Whether a loop over the object's names meets its own only. Puts it into the form in which that is quick. */
function isLoopable(object: object): boolean {
  const parent = getPrototypeOf(object) as object | null;
  if (parent === null) for (const _ in create(object));
  else for (const _ in parent) return false;
  return true;
}

function isShortArray({ object, keys, descriptors }: ObjectRecord): boolean {
  if (!isArray(object) || object.length > SHORT.length || keys.length !== object.length + 1) return false;
  // An element that is gone reads as undefined.
  return keys.every((key, i) =>
    i < object.length ? key === SHORT[i] && descriptors[i]?.value !== undefined : key === "length",
  );
}

/** Whether nothing but elements of short arrays arrives when the others are assigned to the first. */
function onlyElements(assigned: unknown[]): boolean {
  const sink = { __proto__: null };
  assigned[0] = sink;
  apply(assign, null, assigned);
  const found = ownKeys(sink);
  // Elements come first and in order: those that an array lost or got besides show in its items.
  for (let i = 0; i < found.length; i++) if (found[i] !== SHORT[i]) return false;
  return true;
}

/** What is different about an object: other names or symbols, or values only. */
type Difference = "same" | "values" | "shape";

function lookInPieces(spot: PlainSpot): Difference {
  const now = spot.values === null ? null : enumerableValues(spot.object);
  if (!spot.isSealed && !hasShape(spot)) return "shape";
  return now === null || sameItems(now, spot.values as readonly unknown[]) ? "same" : "values";
}

function hasShape({ object, names, symbols }: PlainSpot): boolean {
  const now = enumerableKeys(object);
  if (now.length !== names.length) return false;
  for (let i = 0; i < names.length; i++) if (now[i] !== names[i]) return false;
  return getOwnPropertySymbols(object).length === symbols;
}

/**
 * Writes the functions with a place for each property. What they compare are constants of theirs: where the engine knows
 * that nobody assigned to a property, it leaves out the comparison as long as that is so.
 */
class SiteWriter {
  readonly #done: Sites[] = [];
  #code = "";
  #count = 0;
  /** The values of the constants `c0`, `c1` … */
  #constants: unknown[] = [];

  add(at: number, object: object, properties: readonly (readonly [PropertyKey, unknown])[]): void {
    for (let from = 0; from < properties.length; from += SITES) {
      const part = properties.slice(from, from + SITES);
      const holder = this.#constant(object);
      const tests = part.map(([key, value]) => this.#test(holder, key, value));
      this.#code += `if(${tests.join("||")})t(${at});\n`;
      this.#count += part.length;
      if (this.#count >= SITES) this.#close();
    }
  }

  finish(): readonly Sites[] {
    if (this.#count > 0) this.#close();
    return this.#done;
  }

  #constant(value: unknown): string {
    return `c${this.#constants.push(value) - 1}`;
  }

  #test(holder: string, key: PropertyKey, value: unknown): string {
    const place = typeof key === "symbol" ? this.#constant(key) : JSON.stringify(key);
    const kept = this.#constant(value);
    // What `===` takes for the same or for different although it is not.
    const isOdd = value === 0 || value !== value;
    return isOdd ? `!is(${holder}[${place}],${kept})` : `${holder}[${place}]!==${kept}`;
  }

  #close(): void {
    const constants = this.#constants.map((_, i) => `c${i}=C[${i}]`).join();
    // eslint-disable-next-line typescript/no-implied-eval -- the code is made of numbers and quoted names
    const make = makeFunction(
      "C",
      "is",
      `"use strict";const ${constants};return function(t){\n${this.#code}}`,
    ) as (constants: readonly unknown[], same: typeof is) => Sites;
    this.#done.push(make(this.#constants, is));
    this.#code = "";
    this.#count = 0;
    this.#constants = [];
  }
}
