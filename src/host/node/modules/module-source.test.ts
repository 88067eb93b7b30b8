import { describe, expect, test } from "vitest";
import { SourcePositions } from "../source-positions.ts";
import * as parsers from "../vendor/parsers.ts";
import { EXPORTS, IMPORTS, META } from "./names.ts";
import { ModuleSource } from "./module-source.ts";

// oxlint-disable-next-line no-eval -- compiled modules are text
const evaluate = globalThis.eval as (text: string) => unknown;

function value<T>(exported: Record<string, () => unknown>, name: string): T {
  return exported[name]?.() as T;
}

/** Runs a module that imports from plain objects. Returns its exports as getters. */
function run(
  text: string,
  imports: object = {},
  live: readonly string[] = [],
): Record<string, () => unknown> {
  const { head, body, tail } = new ModuleSource(text, parsers).code(new Set(live), false);
  const exported: Record<string, () => unknown> = {};
  const meta = {
    meta: { url: "file:///m.mjs" },
    import: (name: string) => `imported ${name}`,
    nameDefault: (value: object) => Object.defineProperty(value, "name", { value: "default" }),
  };
  const make = evaluate(head + body + tail) as (...parts: unknown[]) => void;
  make((getters: object) => Object.assign(exported, getters), imports, meta);
  return exported;
}

describe("a module taken apart", () => {
  test("requests once per specifier and attributes", () => {
    const source = new ModuleSource(
      'import a from "x"; import {b} from "x"; export * from "y"; import d from "d" with {type: "json"};',
      parsers,
    );
    expect(source.requests.map(({ specifier, attributes }) => [specifier, { ...attributes }])).toEqual([
      ["x", {}],
      ["y", {}],
      ["d", { type: "json" }],
    ]);
    expect(source.stars).toEqual([1]);
  });

  test("what it exports", () => {
    const source = new ModuleSource(
      "export const [a, {b: c = 1}] = [1, {}]; export function f() {} export {a as 'a name'}; export * as all from 'x'; export default class {}",
      parsers,
    );
    expect([...source.locals.keys()].toSorted()).toEqual(["a", "a name", "c", "default", "f"]);
    expect(source.indirect).toMatchObject([{ exported: "all", name: null }]);
  });

  test("knows which exports are assigned later, and top-level await apart from others", () => {
    const source = new ModuleSource(
      "export let n = 0; export let m = 0; export const f = async () => { n++; await 1 };",
      parsers,
    );
    expect([source.changes("n"), source.changes("m"), source.hasTopLevelAwait]).toEqual([true, false, false]);
    expect(new ModuleSource("for await (const x of []);", parsers).hasTopLevelAwait).toBe(true);
  });

  test("syntax errors have their place", () => {
    expect(() => new ModuleSource("let x = ;", parsers)).toThrow(SyntaxError);
  });
});

describe("a module run as a function", () => {
  test("imports, exports, meta and dynamic import", () => {
    const exported = run(
      'import add, {one} from "x"; export const two = add(one, 1); export {one as uno}; export const {url} = import.meta; export const later = import("y");',
      { add: (a: number, b: number) => a + b, one: 1 },
    );
    const values = Object.fromEntries(Object.entries(exported).map(([name, read]) => [name, read()]));
    expect(values).toEqual({ two: 2, uno: 1, url: "file:///m.mjs", later: "imported y" });
  });

  test("live imports are read at each use, but not where an inner scope hides them", () => {
    let reads = 0;
    const imports = {
      get n() {
        return ++reads;
      },
    };
    const exported = run(
      "import {n} from 'x'; export const seen = [n, {n}.n, ((n) => n)(10), [n].map((x) => x + n)]; export function f(n = 5) { { let n = 6; void n } return n }",
      imports,
      ["n"],
    );
    expect(exported["seen"]?.()).toEqual([1, 2, 10, [7]]);
    expect(value<() => number>(exported, "f")()).toBe(5);
  });

  test("a live function is called without a this", () => {
    const imports = {
      self(this: unknown) {
        "use strict";
        return this;
      },
    };
    expect(run("import {self} from 'x'; export const it = self();", imports, ["self"])["it"]?.()).toBe(
      undefined,
    );
  });

  test.each([
    ["export default function () {}", "default"],
    ["export default () => {}", "default"],
    ["export default class {}", "default"],
    ["export default function named() {}", "named"],
  ])("%s has its name", (text, name) => {
    expect(value<() => void>(run(text), "default").name).toBe(name);
  });

  test("exports before initialization throw", () => {
    const { head, body, tail } = new ModuleSource("export const x = 1;", parsers).code(new Set(), true);
    const make = evaluate(head + body + tail) as (...parts: unknown[]) => Iterator<unknown>;
    let read = (): unknown => undefined;
    const steps = make((getters: { x: () => unknown }) => (read = getters.x), {}, {});
    steps.next();
    expect(() => read()).toThrow(ReferenceError);
    steps.next();
    expect(read()).toBe(1);
  });

  test("lines stay and columns can be mapped back", () => {
    const text = 'import {f} from "x";\nimport {\n  g,\n} from "y";\nexport const a = g(f(1), boom());';
    const { body, head, shifts } = new ModuleSource(text, parsers).code(new Set(["f", "g"]), false);
    const lines = body.split("\n");
    expect(lines.length).toBe(text.split("\n").length);
    const column = (lines[4] ?? "").indexOf("boom") + 1;
    const positions = new SourcePositions();
    positions.register("m", text, head, shifts);
    expect(positions.original("m", { line: 5, column })).toEqual({ line: 5, column: 26 });
    expect([EXPORTS, IMPORTS, META].every((name) => name.startsWith("$$"))).toBe(true);
  });
});
