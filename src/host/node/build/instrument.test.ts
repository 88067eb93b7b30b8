import { expect, test } from "vitest";
import { instrument, RECORDER } from "./instrument.ts";
import type { RecordedFields, RecordedScope, Recorder } from "../checkpoint/recorder.ts";

/** Runs an instrumented function body with a recorder that listens. */
function run(body: string): { result: unknown; scopes: RecordedScope[]; classes: RecordedFields[] } {
  const scopes: RecordedScope[] = [];
  const classes: RecordedFields[] = [];
  const recorder: Recorder = {
    on: true,
    scopes,
    classes,
    scope: (mutable, count, access) => scopes.push({ mutable, count, access }),
    fields: ({ prototype }, count, access) => classes.push({ prototype, count, access }),
  };
  const text = instrument(`(function () {${body}\n})`);
  // eslint-disable-next-line typescript/no-implied-eval -- that is what is tested
  const program = new Function(RECORDER, `return ${text}`)(recorder) as () => unknown;
  return { result: program(), scopes, classes };
}

/** What a recorded scope holds now. */
const valuesOf = ({ count, access }: RecordedScope): unknown[] =>
  Array.from({ length: count }, (_, i) => access(i));

test("a variable that a function keeps and changes can be read and set", () => {
  const { result, scopes } = run("let n = 1; const step = 2; return () => (n += step);");
  const next = result as () => number;
  next();
  const [scope] = scopes;
  expect([scopes.length, scope?.mutable, scope && valuesOf(scope)]).toEqual([1, 1, [3]]);
  scope?.access(0, true, 10);
  expect(next()).toBe(12);
});

test("a constant that may hold something that changes is told, but not as one that changes", () => {
  const { scopes } = run("const cache = new Map(); const text = 'x'; return (k) => cache.get(k) + text;");
  expect(scopes.map(({ mutable, count }) => [mutable, count])).toEqual([[0, 1]]);
});

test("what nobody keeps, and what comes from another module, is not told", () => {
  expect(run("let n = 1; n++; return n;").scopes).toEqual([]);
  const { scopes } = run(
    "const require = () => ({}); const { a } = require('x'); const b = require('y').b; return () => [a, b];",
  );
  expect(scopes).toEqual([]);
});

test("each call has variables of its own, and so has each turn of a loop's body", () => {
  const { result, scopes } = run(
    "const made = []; for (const i of [1, 2]) { let n = i; made.push(() => n++); } return made;",
  );
  for (const step of result as (() => void)[]) step();
  const inner = scopes.filter(({ mutable }) => mutable === 1);
  expect(inner.map(valuesOf)).toEqual([[2], [3]]);
});

test("parameters, destructuring, catch and nested functions are seen", () => {
  const { result, scopes } = run(
    "function outer(a, { b = 1 } = {}) { var c; return () => { c = a; a = b; b = c; return [a, b]; }; } return outer(5);",
  );
  expect((result as () => unknown)()).toEqual([1, 5]);
  const outer = scopes.find(({ mutable }) => mutable === 3);
  expect(outer && valuesOf(outer).toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 5, 5]);
});

test("private fields can be read and set, static ones too; other objects have none", () => {
  const { result, classes } = run(
    "class A { #x = 1; static #count = 7; get() { return this.#x; } static count() { return A.#count; } } return A;",
  );
  const A = result as { new (): { get(): number }; count(): number };
  const [fields] = classes;
  const one = new A();
  expect([fields?.count, fields?.access(one, 0), fields?.access(A, 1)]).toEqual([2, 1, 7]);
  fields?.access(one, 0, true, 4);
  fields?.access(A, 1, true, 8);
  expect([one.get(), A.count()]).toEqual([4, 8]);
  expect(fields?.access({}, 0)).not.toBe(1);
});

test("directives stay first, and an arrow's expression stays its value", () => {
  expect(
    run("'use strict'; let n = 1; const f = () => n++; return [this === undefined, f(), (() => f)()()];")
      .result,
  ).toEqual([true, 1, 2]);
});

test("lines stay where they are", () => {
  const source =
    "(function () {\n  let n = 0;\n  return () => {\n    n++;\n    throw new Error('x');\n  };\n})";
  const lines = instrument(source).split("\n");
  expect(lines.length).toBe(source.split("\n").length);
  expect(lines.findIndex((line) => line.includes("throw"))).toBe(4);
});
