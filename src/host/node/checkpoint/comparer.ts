import { isArray, isClosed, isIndex, sameProperty, type ObjectRecord } from "./records.ts";

// Taken before any program ran.
const { assign, getOwnPropertyDescriptor, getOwnPropertySymbols, hasOwn, is, keys: enumerableKeys } = Object;
const { apply, ownKeys } = Reflect;
const makeFunction = globalThis.Function;

type Tell = (record: number) => void;

/** Tells of objects some of whose properties have other values than they had. */
type Sites = (
  objects: readonly object[],
  values: readonly unknown[],
  symbols: readonly symbol[],
  is: typeof Object.is,
  tell: Tell,
) => void;

/** A generated function and what it works with. */
interface SiteBatch {
  readonly run: Sites;
  readonly objects: readonly object[];
  readonly values: readonly unknown[];
  readonly symbols: readonly symbol[];
}

/** An object that is looked at in some way, and the number of its record. */
interface Spot {
  readonly at: number;
  readonly object: object;
}

interface ShapeSpot extends Spot {
  /** Enumerable names in their order. */
  readonly names: readonly string[];
  /** How many symbols it has. */
  readonly symbols: number;
}

interface ListSpot extends Spot {
  readonly object: unknown[];
  readonly items: readonly unknown[];
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

/** So many properties are compared by one generated function: more would keep the engine from optimising it. */
const SITES = 400;
/** So many objects are handed to one call, and looked at one by one when one of them changed. */
const CHUNK = 100;

/**
 * Compares many objects with how they were: quickly, provided that no function was called that `Definitions` watches.
 * Each property has a place of its own in generated code, where the engine remembers how to find it; a loop over names
 * takes twenty times as long.
 *
 * What it relies on: without those functions an object changes only by assignment, by deletion, and by what defines
 * properties that are enumerable, writable and configurable (class fields, `JSON.parse`, `Array.from`).
 */
export class Comparer {
  /** Objects without enumerable properties: one that got some shows when all are assigned to one. */
  readonly #bare: Spot[] = [];
  readonly #bareChunks: unknown[][] = [];
  readonly #shapes: ShapeSpot[] = [];
  readonly #lists: ListSpot[] = [];
  /** Functions of which only `prototype` can be assigned to. */
  readonly #functions: FunctionSpot[] = [];
  /** Properties that can go, but not be assigned to. */
  readonly #deletable: KeySpot[] = [];
  /** Properties that can be redefined without it showing in the object's enumerable names. */
  readonly #redefinable: PropertySpot[] = [];
  readonly #batches: readonly SiteBatch[];

  constructor(records: readonly ObjectRecord[]) {
    const writer = new SiteWriter();
    for (const [at, record] of records.entries()) this.#add(at, record, writer);
    this.#batches = writer.finish();
    for (let from = 0; from < this.#bare.length; from += CHUNK)
      this.#bareChunks.push([null, ...this.#bare.slice(from, from + CHUNK).map(({ object }) => object)]);
  }

  /** The numbers of objects that changed, in no order, some of them more than once. Runs nothing of a program's. */
  changed(): readonly number[] {
    const found: number[] = [];
    const tell = (at: number): void => {
      found[found.length] = at;
    };
    this.#compareBare(tell);
    this.#compareShapes(tell);
    this.#compareKeys(tell);
    this.#compareValues(tell);
    return found;
  }

  #compareBare(tell: Tell): void {
    for (let i = 0; i < this.#bareChunks.length; i++) {
      const chunk = this.#bareChunks[i] as unknown[];
      const sink = { __proto__: null };
      chunk[0] = sink;
      apply(assign, null, chunk);
      if (ownKeys(sink).length > 0) this.#findBare(i * CHUNK, tell);
    }
  }

  #findBare(from: number, tell: Tell): void {
    for (let i = from; i < from + CHUNK && i < this.#bare.length; i++) {
      const { at, object } = this.#bare[i] as Spot;
      if (ownKeys(assign({ __proto__: null }, object)).length > 0) tell(at);
    }
  }

  #compareShapes(tell: Tell): void {
    for (let i = 0; i < this.#shapes.length; i++) {
      const { at, object, names, symbols } = this.#shapes[i] as ShapeSpot;
      const now = enumerableKeys(object);
      let same = now.length === names.length && getOwnPropertySymbols(object).length === symbols;
      for (let j = 0; j < names.length && same; j++) same = now[j] === names[j];
      if (!same) tell(at);
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
      let same = object.length === items.length;
      for (let j = 0; j < items.length && same; j++) same = is(object[j], items[j]);
      if (!same) tell(at);
    }
    for (let i = 0; i < this.#batches.length; i++) {
      const { run, objects, values, symbols } = this.#batches[i] as SiteBatch;
      run(objects, values, symbols, is, tell);
    }
  }

  #add(at: number, record: ObjectRecord, writer: SiteWriter): void {
    if (isClosed(record)) return;
    const { object, keys, descriptors } = record;
    const isBare = descriptors.every(({ enumerable }) => !enumerable);
    if (isBare) {
      // Looked at once in this way, an object that is others' prototype is kept in the form that is quick to look at.
      for (const _ in object);
      this.#bare.push({ at, object });
    } else {
      const symbols = keys.filter((key) => typeof key === "symbol").length;
      this.#shapes.push({ at, object, names: enumerableKeys(object), symbols });
    }
    const isList = isArray(object);
    if (isList) this.#lists.push({ at, object, items: Array.from(object) });
    const writable: [PropertyKey, unknown][] = [];
    for (const [i, descriptor] of descriptors.entries()) {
      const key = keys[i] as PropertyKey;
      // A class field that redefines it makes it enumerable: with others that are, only names tell.
      const isHidden = !isBare && (descriptor.enumerable === true || typeof key === "symbol");
      if (descriptor.writable) {
        if (!isList || !(key === "length" || isIndex(key))) writable.push([key, descriptor.value]);
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

/** Writes the functions with a place for each property. */
class SiteWriter {
  readonly #done: SiteBatch[] = [];
  #code = "";
  #count = 0;
  #objects: object[] = [];
  #values: unknown[] = [];
  #symbols: symbol[] = [];

  add(at: number, object: object, properties: readonly (readonly [PropertyKey, unknown])[]): void {
    for (let from = 0; from < properties.length; from += SITES) {
      const part = properties.slice(from, from + SITES);
      const tests = part.map(([key, value]) => this.#test(key, value));
      this.#code += `o=O[${this.#objects.length}];if(${tests.join("||")})t(${at});\n`;
      this.#objects.push(object);
      this.#count += part.length;
      if (this.#count >= SITES) this.#close();
    }
  }

  finish(): readonly SiteBatch[] {
    if (this.#count > 0) this.#close();
    return this.#done;
  }

  #test(key: PropertyKey, value: unknown): string {
    const place = typeof key === "symbol" ? `S[${this.#symbols.push(key) - 1}]` : JSON.stringify(key);
    const kept = `V[${this.#values.push(value) - 1}]`;
    // What `===` takes for the same or for different although it is not.
    const isOdd = value === 0 || value !== value;
    return isOdd ? `!is(o[${place}],${kept})` : `o[${place}]!==${kept}`;
  }

  #close(): void {
    // eslint-disable-next-line typescript/no-implied-eval -- the code is made of numbers and quoted names
    const run = makeFunction("O", "V", "S", "is", "t", `"use strict";let o;\n${this.#code}`) as Sites;
    this.#done.push({ run, objects: this.#objects, values: this.#values, symbols: this.#symbols });
    this.#code = "";
    this.#count = 0;
    this.#objects = [];
    this.#values = [];
    this.#symbols = [];
  }
}
