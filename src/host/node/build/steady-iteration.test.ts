import { expect, test } from "vitest";
import { EACH, EACH_SOURCE, steadyIteration } from "./steady-iteration.ts";

/** Runs a script made steady; `tampered` says whether arrays have lost their iterator while it runs. */
function run(source: string, tampered: boolean): unknown {
  const script = `const ${EACH} = ${EACH_SOURCE}; const go = ${steadyIteration(source).replace(/;$/, "")}; return (before, after) => {
    before(); try { return go(); } finally { after(); } };`;
  // oxlint-disable-next-line typescript/no-implied-eval -- what is tested is text to be evaluated
  const made = new Function(script)() as (before: () => void, after: () => void) => unknown;
  const own = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator) as PropertyDescriptor;
  const before = () => {
    if (tampered) Reflect.deleteProperty(Array.prototype, Symbol.iterator);
  };
  return made(before, () => Object.defineProperty(Array.prototype, Symbol.iterator, own));
}

const program = `(function () {
  let sum = 0;
  for (const x of[1, 2]) sum += x;
  for (const [i, { x }] of [[1, { x: 3 }]]) sum += i * x;
  const [a, , b = 5, [c]] = [...[1, 2], undefined, [[7]][0]];
  const take = ([p, q = 2], ...rest) => p + q + rest.length;
  sum += take([1], ...[1, 2, 3]) + Math.max(...[4, 5]) + a + b + c;
  for (const [at] of ["z"].entries()) sum += at;
  const [first] = new Set("xyz");
  for (const one of new Map([["k", 1]]).keys()) sum += one.length;
  return [sum, first, { ...{ y: 1 } }.y].join();
})`;

test("a script goes through arrays as before", () => {
  expect(run(program, false)).toBe("31,x,1");
});

test("it does so too when a program took their iterator away", () => {
  expect(run(program, true)).toBe("31,x,1");
});
