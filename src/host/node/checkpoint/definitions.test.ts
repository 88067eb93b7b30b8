import { types } from "node:util";
import { expect, test } from "vitest";
import { Definitions, eachKey } from "./definitions.ts";
import { areSame, recordOf, restoreTouched } from "./records.ts";

/** What is told of the watched objects, by number, after `change`. */
function touchedBy(watched: readonly object[], change: () => void): [number, unknown][] {
  const holders = [Object, Reflect, Error, Object.prototype];
  const kept = holders.map((holder) => Object.getOwnPropertyDescriptors(holder));
  const definitions = new Definitions();
  const isProxy = (value: unknown): boolean => types.isProxy(value);
  definitions.install(isProxy);
  try {
    definitions.watch(new Map(watched.map((object, at) => [object, at])));
    change();
  } finally {
    for (const [i, holder] of holders.entries())
      for (const key of Reflect.ownKeys(kept[i] as object)) {
        const before = (kept[i] as Record<PropertyKey, PropertyDescriptor>)[key];
        if (before?.configurable) Object.defineProperty(holder, key, before);
      }
  }
  const told: [number, unknown][] = [];
  definitions.takeTouched((at, keys) => {
    const names: PropertyKey[] = [];
    if (keys) eachKey(keys, (key) => names.push(key));
    told.push([at, keys && names]);
  });
  return told;
}

test("tells which properties were defined, or that it may have been any", () => {
  const [one, two, three, four] = [{}, {}, {}, {}];
  expect(
    touchedBy([one, two, three], () => {
      Object.defineProperty(one, "a", { value: 1 });
      Reflect.defineProperty(one, "b", { value: 1 });
      Object.defineProperty(two, "a", { value: 1, configurable: true });
      Object.freeze(two);
      Object.defineProperty(four, "a", { value: 1 });
      Object.defineProperties(three, { a: { value: 1 }, [Symbol.iterator]: { value: 2 } });
    }),
  ).toEqual([
    [0, ["a", "b"]],
    [1, null],
    [2, ["a", Symbol.iterator]],
  ]);
});

test("lists of properties that a program can change while they are looked at may be any", () => {
  const one = {};
  let looks = 0;
  const list = new Proxy({ a: { value: 1 } }, { ownKeys: (target) => (looks++, Reflect.ownKeys(target)) });
  expect(touchedBy([one], () => Object.defineProperties(one, list))).toEqual([[0, null]]);
  expect(looks).toBe(1);
});

test("what was defined is put back where it stood", () => {
  const symbol = Symbol("s");
  const object: Record<PropertyKey, unknown> = { a: 1, b: 2, [symbol]: 3 };
  const record = recordOf(object);
  const touched = new Set<PropertyKey>(["a", "x", symbol]);
  Object.defineProperty(object, "a", { get: () => 5 });
  Object.defineProperty(object, "x", { value: 1, configurable: true });
  Object.defineProperty(object, symbol, { value: 9, enumerable: false });
  expect(areSame(record, touched)).toBe(false);
  expect(restoreTouched(record, touched)).toBe(true);
  expect(areSame(record, touched)).toBe(true);
  delete object["b"];
  expect(areSame(record, touched)).toBe(false);
  expect(restoreTouched(record, touched)).toBe(true);
  expect(Reflect.ownKeys(object)).toEqual(["a", "b", symbol]);
  delete object["a"];
  Object.defineProperty(object, "a", { value: 1, writable: true, enumerable: true, configurable: true });
  expect(restoreTouched(record, touched)).toBe(true);
  expect(Reflect.ownKeys(object)).toEqual(["a", "b", symbol]);
});
