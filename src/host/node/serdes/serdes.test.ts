import { types as utilTypes } from "node:util";
import v8 from "node:v8";
import { expect, test } from "vitest";
import type { RealmContext } from "../realm-context.ts";
import { makeDeserializer } from "./deserializer.ts";
import { makeSerializer } from "./serializer.ts";

const types = { ...utilTypes, isRegExp: (value: unknown) => value instanceof RegExp };
const shared = new Map<unknown, unknown>();
const context = {
  require: () => ({ Buffer }),
  internalBinding: () => types,
  recorded: { bindings: {}, asyncWrap: { providers: {} } },
  shared(make: (context: unknown) => unknown): unknown {
    if (!shared.has(make)) shared.set(make, make(context));
    return shared.get(make);
  },
} as unknown as RealmContext;
const Serializer = makeSerializer(context) as new () => v8.Serializer;
const Deserializer = makeDeserializer(context) as new (bytes: Uint8Array) => v8.Deserializer;

function bytesOf(value: unknown): Buffer {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

const twice = { a: 1 };
const cycle: Record<string, unknown> = {};
cycle["self"] = cycle;
const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  2 ** 30,
  -0,
  1.5,
  Number.NaN,
  10n ** 30n,
  -5n,
  "text",
  "ü✓",
  [1, , "x"], // oxlint-disable-line no-sparse-arrays -- holes have a form of their own
  { a: [twice, twice], 5: "index" },
  new Map<unknown, unknown>([[1, { b: 2 }]]),
  new Set(["x", 1]),
  new Date(5),
  /a+/gi,
  new Uint8Array([1, 2, 3]),
  new Float64Array([1.5, 2.5]),
  new Uint8Array([9, 8]).buffer,
  Object(true),
  Object("s"),
  cycle,
];

test.each(VALUES.map((value, index) => [index, value] as const))(
  "V8 reads value %i and we read V8's",
  (_index, value) => {
    const read = (bytes: Uint8Array): unknown => {
      const deserializer = new Deserializer(bytes);
      deserializer.readHeader();
      return deserializer.readValue();
    };
    const ours = new v8.Deserializer(bytesOf(value));
    ours.readHeader();
    expect(ours.readValue()).toEqual(value);
    const theirs = new v8.Serializer();
    theirs.writeHeader();
    theirs.writeValue(value);
    expect(read(theirs.releaseBuffer())).toEqual(value);
    expect(read(bytesOf(value))).toEqual(value);
  },
);

test("errors keep kind, message and cause; functions are refused", () => {
  const deserializer = new Deserializer(bytesOf(new RangeError("far", { cause: "c" })));
  deserializer.readHeader();
  const error = deserializer.readValue() as Error;
  expect([error.constructor, error.message, error.cause]).toEqual([RangeError, "far", "c"]);
  expect(() => bytesOf({ f() {} })).toThrow("could not be cloned");
});
