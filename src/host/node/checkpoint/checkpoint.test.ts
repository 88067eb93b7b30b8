import { expect, test } from "vitest";
import { Checkpoint } from "./checkpoint.ts";
import { closeFunction, closeTable } from "./closing.ts";
import { Definitions } from "./definitions.ts";
import type { Recorder } from "./recorder.ts";

function recorder(): Recorder {
  return {
    on: false,
    scopes: [],
    classes: [],
    scope(mutable, count, access) {
      this.scopes.push({ mutable, count, access });
    },
    fields({ prototype }, count, access) {
      this.classes.push({ prototype, count, access });
    },
  };
}

/** A checkpoint of what `root` holds. `language`: objects that must not change at all. */
function checkpointOf(root: object, language: readonly object[] = [], given = recorder()): Checkpoint {
  return new Checkpoint(new Definitions(), given, {
    intrinsics: language,
    roots: [root],
    outside: new Set<unknown>([
      Object.prototype,
      Function.prototype,
      Array.prototype,
      Map.prototype,
      Set.prototype,
    ]),
    close: closeFunction,
    proxy: () => undefined,
  });
}

/** A small library: everything that a program could reach and change. */
function library() {
  class Base {
    greet(): string {
      return "base";
    }
  }
  class Emitter extends Base {
    static defaultLimit = 10;
    limit = 3;
    override greet(): string {
      return "emitter";
    }
  }
  function readFile(path: string): string {
    return path;
  }
  function promised(path: string): string {
    return path;
  }
  promised.custom = 1;
  const tag = Symbol("tag");
  return {
    Base,
    Emitter,
    readFile,
    promised,
    one: new Emitter(),
    constants: Object.freeze({ A: 1, B: 2 }),
    list: ["a", "b"],
    lists: [["a"], ["b", "c", "d"], [undefined, "e"]] as (string | undefined)[][],
    long: Array.from({ length: 80 }, (_, i) => i),
    map: new Map<unknown, unknown>([["k", { deep: 1 }]]),
    set: new Set([1, 2]),
    bytes: new Uint8Array([1, 2, 3]),
    nothing: undefined as unknown,
    odd: Object.defineProperty({ nan: NaN, zero: 0 }, Symbol.toStringTag, {
      value: "odd",
      configurable: true,
    }),
    [tag]: { secret: false },
    tag,
    get clock() {
      return 7;
    },
  };
}
type Library = ReturnType<typeof library>;

/** All that can be seen of a value, in a form that can be compared. */
function picture(value: unknown, seen = new Map<unknown, number>()): unknown {
  if ((typeof value !== "object" || value === null) && typeof value !== "function")
    return Object.is(value, -0) ? "-0" : typeof value === "symbol" ? String(value) : value;
  const known = seen.get(value);
  if (known !== undefined) return `#${known}`;
  seen.set(value, seen.size);
  const object = value as object;
  if (object === Object.prototype || object === Function.prototype || object === Array.prototype)
    return "language";
  const parts: unknown[] = [picture(Object.getPrototypeOf(object), seen), Object.isExtensible(object)];
  if (object instanceof Map || object instanceof Set)
    object.forEach((item: unknown, key: unknown) => parts.push(picture(key, seen), picture(item, seen)));
  for (const key of Reflect.ownKeys(object)) {
    const { value: held, ...rest } = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
    parts.push([String(key), picture(held, seen), JSON.stringify({ ...rest, get: rest.get?.name })]);
  }
  return parts;
}

class Returns {
  constructor(object: object) {
    return object;
  }
}

/** Every way of changing something that a program has, by assignment, deletion or a class field. */
const CHANGES: Readonly<Record<string, (library: Library) => void>> = {
  "a value": (it) => (it.one.limit = 4),
  "a value to undefined": (it) => ((it as { list: unknown }).list = undefined),
  "undefined to a value": (it) => (it.nothing = 1),
  "zero to minus zero": (it) => (it.odd.zero = -0),
  "NaN to a number": (it) => (it.odd.nan = 1),
  "a new name": (it) => Object.assign(it, { more: 1 }),
  "a new symbol": (it) => Object.assign(it, { [Symbol("more")]: 1 }),
  "a name in place of another": (it) => {
    delete it.nothing;
    Object.assign(it, { other: undefined });
  },
  "a name that is gone": (it) => delete (it as Partial<Library>).map,
  "the order of names": (it) => {
    const { one } = it;
    delete (it as Partial<Library>).one;
    it.one = one;
  },
  "a property of a function": (it) => Object.assign(it.promised, { cache: 1 }),
  "a symbol of a function": (it) => Object.assign(it.promised, { [Symbol("cache")]: 1 }),
  "a function's name by a field": (it) =>
    void new (class extends Returns {
      name = "mine";
    })(it.promised),
  "a function's prototype": (it) => ((it.promised as { prototype: unknown }).prototype = {}),
  "a static": (it) => (it.Emitter.defaultLimit = 11),
  "a method": (it) => (it.Emitter.prototype.greet = () => "mine"),
  "a method that is gone": (it) => delete (it.Emitter.prototype as { greet?: unknown }).greet,
  "a method that hides behind a new one of its parent": (it) => {
    const { greet } = it.Emitter.prototype;
    delete (it.Emitter.prototype as { greet?: unknown }).greet;
    it.Base.prototype.greet = greet;
  },
  "a constructor": (it) => (it.Base.prototype.constructor = Array),
  "an accessor by a field": (it) =>
    void new (class extends Returns {
      clock = 8;
    })(it),
  "a symbol that cannot be assigned to, by a field": (it) =>
    void new (class extends Returns {
      [Symbol.toStringTag] = "mine";
    })(it.odd),
  "an accessor that is gone": (it) => delete (it as { clock?: number }).clock,
  "an element": (it) => (it.list[0] = "x"),
  "more elements": (it) => it.list.push("c"),
  "fewer elements": (it) => (it.list.length = 1),
  "a name of a list": (it) => Object.assign(it.list, { leak: 1 }),
  "a symbol of a list": (it) => Object.assign(it.list, { [it.tag]: 1 }),
  "a name of a list beside a longer one that lost an element": (it) => {
    Object.assign(it.lists[0] ?? {}, { leak: 1 });
    it.lists[1]?.pop();
  },
  "an element that is no more beside one of the same place": (it) => delete it.lists[1]?.[0],
  "an undefined element that is no more": (it) => delete it.lists[2]?.[0],
  "a name of a long list": (it) => Object.assign(it.long, { leak: 1 }),
  "an element of a long list": (it) => (it.long[79] = -1),
  "an entry": (it) => it.map.set("k", 2),
  "a new entry": (it) => it.map.set("l", 2),
  "what an entry holds": (it) => ((it.map.get("k") as { deep: number }).deep = 2),
  "a member": (it) => it.set.delete(1),
  "a byte": (it) => (it.bytes[1] = 9),
  "what a symbol leads to": (it) =>
    ((it[it.tag as unknown as "tag"] as unknown as { secret: boolean }).secret = true),
};

test.each(Object.keys(CHANGES))("%s is put back", (name) => {
  const it = library();
  const checkpoint = checkpointOf(it);
  const before = picture(it);
  CHANGES[name]?.(it);
  expect(picture(it), "the change shows").not.toEqual(before);
  expect(checkpoint.restore()).toBeNull();
  expect(picture(it)).toEqual(before);
});

/** What others could not change any more. */
const TAKES_AWAY = ["a value to undefined", "an entry", "a name that is gone", "a name in place of another"];

test("all changes at once are put back, again and again", () => {
  const it = library();
  const checkpoint = checkpointOf(it);
  const before = picture(it);
  for (let round = 0; round < 3; round++) {
    for (const [name, change] of Object.entries(CHANGES)) if (!TAKES_AWAY.includes(name)) change(it);
    expect(checkpoint.restore()).toBeNull();
    expect(picture(it)).toEqual(before);
  }
});

test("nothing can be put on a buffer's view, or into the unused prototype of a function", () => {
  const it = library();
  checkpointOf(it);
  expect(() => Object.assign(it.bytes, { leak: 1 })).toThrow(TypeError);
  expect(() =>
    Object.assign((it.readFile as unknown as { prototype: object }).prototype, { leak: 1 }),
  ).toThrow(TypeError);
  Object.assign(it.Emitter.prototype, { more: 1 });
});

test("a plain function is closed", () => {
  const it = library();
  checkpointOf(it);
  expect(() => Object.assign(it.readFile, { cache: 1 })).toThrow(TypeError);
  expect(() => delete (it.readFile as { name?: string }).name).toThrow(TypeError);
  expect(() => Object.assign(it.Emitter.prototype.greet, { cache: 1 })).toThrow(TypeError);
  it.readFile = () => "mine";
});

test("a long list of texts is closed, a shorter one and one of objects are not", () => {
  const texts = Array.from({ length: 100 }, (_, i) => `${i}`);
  const objects = texts.map((text) => ({ text }));
  for (const list of [texts, objects, ["a"]]) closeTable(list);
  expect([texts, objects, ["a"]].map((list) => Object.isFrozen(list))).toEqual([true, false, false]);
});

test("what was assigned, defined and deleted at the end is put back in place", () => {
  const it = { box: { a: 1, b: 2, c: 3, [Symbol("s")]: 4 } as Record<PropertyKey, number> };
  const checkpoint = checkpointOf(it);
  const before = picture(it);
  delete it.box["c"];
  it.box["a"] = 7;
  Object.assign(it.box, { d: 5 });
  expect(checkpoint.restore()).toBeNull();
  expect(picture(it)).toEqual(before);
});

test("one of many objects without properties is found", () => {
  const it = { many: Array.from({ length: 60 }, () => ({}) as Record<string, number>) };
  const checkpoint = checkpointOf(it);
  for (const at of [0, 9, 10, 37, 59]) (it.many[at] as Record<string, number>)["added"] = at;
  expect(checkpoint.restore()).toBeNull();
  expect(it.many.every((object) => Object.keys(object).length === 0)).toBe(true);
});

test("a long list of nothing is emptied, whatever a prototype does by then", () => {
  const it = { room: [] as unknown[] };
  it.room.length = 2048;
  const checkpoint = checkpointOf(it);
  it.room[7] = "left";
  it.room.length = 2050;
  let called = false;
  const set = (): void => {
    called = true;
  };
  Object.defineProperty(Array.prototype, 9, { set, configurable: true });
  try {
    expect(checkpoint.restore()).toBeNull();
  } finally {
    Reflect.deleteProperty(Array.prototype, 9);
  }
  expect([called, it.room.length, it.room.every((item) => item === undefined)]).toEqual([false, 2048, true]);
});

test("a change of the language's own objects is told", () => {
  const method = (): void => undefined;
  const language = { method };
  const checkpoint = checkpointOf({}, [language]);
  expect(checkpoint.restore()).toBeNull();
  Object.assign(language, { polluted: 1 });
  expect(checkpoint.restore()).toBe("polluted of the language");
});

test("a function's name that was deleted cannot come back to its place, which is told", () => {
  const it = library();
  const checkpoint = checkpointOf(it);
  delete (it.promised as { name?: string }).name;
  expect(checkpoint.restore()).toMatch(/of an object that was closed/);
});

test("what cannot be put back is told", () => {
  const it = { box: { value: 1 } as { value?: number } };
  const checkpoint = checkpointOf(it);
  Object.preventExtensions(it.box);
  delete it.box.value;
  expect(checkpoint.restore()).toBe("value of an object that was closed");
});

test("variables of closures and private fields are put back", () => {
  const given = recorder();
  let count = 1;
  let deep = { value: 1 };
  const kept = deep;
  given.scope(2, 2, (index, write, value) => {
    if (index === 0) {
      if (write) count = value as number;
      return count;
    }
    if (write) deep = value as typeof deep;
    return deep;
  });
  class Counter {
    #n = 5;
    static {
      given.fields(this, 1, (object, _index, write, value) => {
        if (!(#n in object)) return given;
        const counter = object as Counter;
        if (write) counter.#n = value as number;
        return counter.#n;
      });
    }
    up(): number {
      return ++this.#n;
    }
  }
  const counter = new Counter();
  const checkpoint = checkpointOf({ counter }, [], given);
  count = 2;
  deep.value = 2;
  deep = { value: 3 };
  counter.up();
  expect(checkpoint.restore()).toBeNull();
  expect([count, deep === kept, kept.value, counter.up()]).toEqual([1, true, 1, 6]);
});
