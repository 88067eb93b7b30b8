import { eachKey } from "./definitions.ts";

// Taken before any program ran: one that patched them could make its own changes look as if there were none.
const { getOwnPropertyDescriptor, getPrototypeOf, is, isExtensible } = Object;
const { apply, defineProperty, deleteProperty, ownKeys, preventExtensions, setPrototypeOf } = Reflect;
const { hasOwn, prototype } = Object;
export const { isArray } = Array;
const { isView } = ArrayBuffer;
const { set: mapSet, clear: mapClear, forEach: mapForEach } = Map.prototype;
const { add: setAdd, clear: setClear, forEach: setForEach } = Set.prototype;
const sizeOf = (prototype: object): (() => number) =>
  getOwnPropertyDescriptor(prototype, "size")?.get as () => number;
const mapSize = sizeOf(Map.prototype);
const setSize = sizeOf(Set.prototype);

/** An object's properties as they were. */
export interface ObjectRecord {
  readonly object: Record<PropertyKey, unknown>;
  readonly prototype: object | null;
  readonly extensible: boolean;
  readonly keys: readonly PropertyKey[];
  readonly descriptors: readonly PropertyDescriptor[];
}

export function recordOf(object: object): ObjectRecord {
  const keys = ownKeys(object);
  return {
    object: object as Record<PropertyKey, unknown>,
    prototype: getPrototypeOf(object) as object | null,
    extensible: isExtensible(object),
    keys,
    descriptors: keys.map((key) => getOwnPropertyDescriptor(object, key) ?? {}),
  };
}

/** Whether a key is made of digits alone, as an array's indices are: those stand in their order by themselves. */
export function isIndex(key: PropertyKey): boolean {
  if (typeof key !== "string") return false;
  for (let i = 0; i < key.length; i++) if ((key[i] as string) < "0" || (key[i] as string) > "9") return false;
  return key !== "";
}

/** For messages: the properties that are not as they were. */
export function changes({ object, keys, descriptors }: ObjectRecord): string {
  const names = [...ownKeys(object), ...keys].filter((key) => {
    const [before, after] = [descriptors[keys.indexOf(key)], getOwnPropertyDescriptor(object, key)];
    return !before || !after || !sameProperty(after, before);
  });
  return names.map(String).join();
}

/** Whether all of an object's properties are as they were. Runs nothing of a program's. */
export function isSame(record: ObjectRecord): boolean {
  const { object, keys, descriptors } = record;
  if (getPrototypeOf(object) !== record.prototype || isExtensible(object) !== record.extensible) return false;
  const now = ownKeys(object);
  if (now.length !== keys.length) return false;
  for (let i = 0; i < keys.length; i++) {
    if (now[i] !== keys[i]) return false;
    const after = getOwnPropertyDescriptor(object, keys[i] as PropertyKey);
    if (!after || !sameProperty(after, descriptors[i] as PropertyDescriptor)) return false;
  }
  return true;
}

/** Gives an object its properties back. Returns whether it has them all. */
export function restoreProperties(record: ObjectRecord): boolean {
  const { object, prototype, keys, descriptors } = record;
  if (getPrototypeOf(object) !== prototype && !setPrototypeOf(object, prototype)) return false;
  const found = ownKeys(object);
  for (let i = 0; i < found.length; i++) {
    const key = found[i] as PropertyKey;
    if (keys[i] !== key && indexOf(keys, key) < 0 && !deleteProperty(object, key)) return false;
  }
  for (let i = 0; i < keys.length && isIndex(keys[i] as PropertyKey); i++)
    if (!hasOwn(object, keys[i] as PropertyKey))
      defineProperty(object, keys[i] as PropertyKey, descriptors[i] as PropertyDescriptor);
  // The order of properties shows: from the first that is not in its place on, all are put there once more.
  const now = ownKeys(object);
  let inPlace = true;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey;
    const before = descriptors[i] as PropertyDescriptor;
    if (now[i] !== key) inPlace = false;
    const after = getOwnPropertyDescriptor(object, key);
    if (after && inPlace && sameProperty(after, before)) continue;
    if (after && !inPlace && !deleteProperty(object, key)) return false;
    if (!defineProperty(object, key, before)) return false;
  }
  return isSame(record);
}

/** Whether the properties of these keys, and the order of all, are as they were. */
export function areSame(record: ObjectRecord, touched: Set<PropertyKey>): boolean {
  const { object, keys, descriptors } = record;
  let same = true;
  eachKey(touched, (key) => {
    const after = getOwnPropertyDescriptor(object, key);
    const before = descriptors[indexOf(keys, key)];
    if (!after || !before ? after !== before : !sameProperty(after, before)) same = false;
  });
  if (!same) return false;
  const now = ownKeys(object);
  return now.length === keys.length && countInPlace(now, 0, now.length, keys, 0) === keys.length;
}

/** The same as `restoreProperties` where only the properties of these keys had something done to but assignment and deletion. */
export function restoreTouched(record: ObjectRecord, touched: Set<PropertyKey>): boolean {
  const { object, keys, descriptors } = record;
  let done = true;
  eachKey(touched, (key) => {
    const after = getOwnPropertyDescriptor(object, key);
    const before = descriptors[indexOf(keys, key)];
    if (!after || (before && sameProperty(after, before))) return;
    if (!(before ? defineProperty(object, key, before) : deleteProperty(object, key))) done = false;
  });
  if (!done) return false;
  return putInPlace(record) || restoreProperties(record);
}

/**
 * Puts back what is gone or no longer in its place, and takes away what is new: from the first name, and the first symbol,
 * on that is not in its place. Returns whether all keys are in their places then.
 */
function putInPlace({ object, keys, descriptors }: ObjectRecord): boolean {
  const now = ownKeys(object);
  const [names, namesNow] = [countNames(keys), countNames(now)];
  const put = (first: number, end: number, firstNow: number, endNow: number): boolean => {
    const inPlace = countInPlace(now, firstNow, endNow, keys, first);
    for (let i = firstNow + inPlace; i < endNow; i++) {
      const key = now[i] as PropertyKey;
      // Indices stand in their order by themselves.
      if (isIndex(key) || !deleteProperty(object, key)) return false;
    }
    for (let i = first + inPlace; i < end; i++)
      if (!defineProperty(object, keys[i] as PropertyKey, descriptors[i] as PropertyDescriptor)) return false;
    return true;
  };
  return put(0, names, 0, namesNow) && put(names, keys.length, namesNow, now.length);
}

/** How many keys are names: these come before symbols. */
function countNames(keys: readonly PropertyKey[]): number {
  let count = keys.length;
  while (count > 0 && typeof keys[count - 1] === "symbol") count--;
  return count;
}

/** How many of the keys from `from` to `end` are those from `first` on. */
function countInPlace(
  now: readonly PropertyKey[],
  from: number,
  end: number,
  keys: readonly PropertyKey[],
  first: number,
): number {
  let count = 0;
  while (from + count < end && now[from + count] === keys[first + count]) count++;
  return count;
}

/** Without a method that a program could have replaced. */
function indexOf(keys: readonly PropertyKey[], key: PropertyKey): number {
  for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i;
  return -1;
}

export function sameProperty(a: PropertyDescriptor, b: PropertyDescriptor): boolean {
  return (
    is(a.value, b.value) &&
    a.get === b.get &&
    a.set === b.set &&
    a.writable === b.writable &&
    a.enumerable === b.enumerable &&
    a.configurable === b.configurable
  );
}

/** What a collection holds besides properties. */
export interface ContentRecord {
  /** Puts the content back. Returns whether that was possible. */
  restore(): boolean;
}

/** The record of an object's content; null when it has none that shows. */
export function contentOf(object: object): ContentRecord | null {
  if (isMap(object)) return mapRecord(object, [...object.entries()]);
  if (isSet(object)) return setRecord(object, [...object.values()]);
  if (object instanceof ArrayBuffer) return bytesRecord(object);
  if (isList(object)) return listRecord(object, [...object]);
  return null;
}

/** From this length on an array is taken for a list, whose elements are compared as such. */
const LONG = 64;

/** Objects whose properties are their content, and too many to be looked at one by one. */
export function isList(object: object): object is unknown[] {
  return isArray(object) && object.length >= LONG;
}

/** From this length on a list gets no properties but its elements, since looking for them takes too long. */
const VERY_LONG = 1000;

/**
 * Sees to it that nothing but what it holds now can be put on a buffer's view or a very long list.
 *
 * @returns whether it is one of them
 */
export function closeToNewKeys(object: ArrayBufferView | readonly unknown[]): boolean {
  return (!isArray(object) || object.length >= VERY_LONG) && preventExtensions(object);
}

/** Whether nothing about an object can change, whatever a program does. */
export function isClosed({ extensible, descriptors }: ObjectRecord): boolean {
  return !extensible && descriptors.every(({ configurable, writable }) => !configurable && !writable);
}

/** Views show what their buffers hold. */
export const isBufferView: (object: object) => object is ArrayBufferView = isView;

export function isMap(object: object): object is Map<unknown, unknown> {
  return hasSlot(object, mapSize);
}

export function isSet(object: object): object is Set<unknown> {
  return hasSlot(object, setSize);
}

/** Runs nothing but the language's own getter: what is a proxy must not be asked for anything else. */
function hasSlot(object: object, size: () => number): boolean {
  // Nearly everything that is no collection is seen without an exception, which takes long.
  if (typeof object === "function" || isArray(object)) return false;
  const parent = getPrototypeOf(object) as object | null;
  if (parent === null || parent === prototype || hasOwn(object, "constructor")) return false;
  try {
    apply(size, object, []);
    return true;
  } catch {
    return false; // it is not of that kind
  }
}

function mapRecord(
  map: Map<unknown, unknown>,
  entries: readonly (readonly [unknown, unknown])[],
): ContentRecord {
  let same = true;
  let i = 0;
  const look = (value: unknown, key: unknown): void => {
    const entry = entries[i++];
    if (!entry || !is(key, entry[0]) || !is(value, entry[1])) same = false;
  };
  return {
    restore() {
      same = true;
      i = 0;
      apply(mapForEach, map, [look]);
      if (same && i === entries.length) return true;
      apply(mapClear, map, []);
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[i] as readonly [unknown, unknown];
        apply(mapSet, map, [entry[0], entry[1]]);
      }
      return true;
    },
  };
}

function setRecord(set: Set<unknown>, members: readonly unknown[]): ContentRecord {
  let same = true;
  let i = 0;
  const look = (member: unknown): void => {
    if (i >= members.length || !is(member, members[i++])) same = false;
  };
  return {
    restore() {
      same = true;
      i = 0;
      apply(setForEach, set, [look]);
      if (same && i === members.length) return true;
      apply(setClear, set, []);
      for (let i = 0; i < members.length; i++) apply(setAdd, set, [members[i]]);
      return true;
    },
  };
}

function listRecord(list: unknown[], items: readonly unknown[]): ContentRecord {
  if (items.every((item) => item === undefined)) return roomRecord(list, items.length);
  return {
    restore() {
      if (list.length !== items.length) list.length = items.length;
      for (let i = 0; i < items.length; i++) if (list[i] !== items[i]) list[i] = items[i];
      return list.length === items.length;
    },
  };
}

/** A list that is room for something, and empty. */
function roomRecord(list: unknown[], length: number): ContentRecord {
  // From now on each element is the list's own, so that no prototype's setter is called.
  list.fill(undefined);
  return {
    restore() {
      if (list.length !== length) list.length = length;
      empty(list);
      return list.length === length;
    },
  };
}

/** A function of its own, since the engine is ten times quicker where it meets lists of one kind alone. */
function empty(list: unknown[]): void {
  for (let i = 0; i < list.length; i++) if (list[i] !== undefined) list[i] = undefined;
}

function bytesRecord(buffer: ArrayBuffer): ContentRecord {
  const kept = new Uint8Array(buffer.slice(0));
  const bytes = new Uint8Array(buffer);
  const put = bytes.set;
  return {
    restore() {
      if (bytes.length !== kept.length) return false;
      apply(put, bytes, [kept]);
      return true;
    },
  };
}
