import type { Program } from "../program.ts";

/** TypeScript whose types are stripped. */
export const TYPESCRIPT: readonly Program[] = [
  {
    name: "ts-strip",
    files: {
      "main.ts": `import { add, type N } from './lib.ts';interface P { name: string; age?: number }
const p: P = { name: 'x' };function gen<T extends P>(a: T): T { return a }
class A<T> { #q: T; private z: number = 1; constructor(q: T) { this.#q = q } get q(): T { return this.#q! } declare foo: string }
console.log(add(1, 2) as number, gen(p).name, new A<number>(5).q satisfies number, <N extends unknown>(x: N) => x);export type X = string;`,
      "lib.ts": `export type N = number;export const add = (a: N, b: N): N => a + b`,
    },
    args: ["main.ts"],
  },
  {
    name: "ts-enum",
    files: {
      "main.ts": `enum E { A, B = 'b' } namespace NS { export const v = 1 } class P { constructor(public x: number, private readonly y = 2) {} sum() { return this.x + this.y } } abstract class Q { abstract f(): void } console.log(E.A, E[0], E.B, NS.v, new P(3).sum())`,
    },
    args: ["main.ts"],
  },
  {
    name: "ts-extless",
    files: {
      "main.ts": `import { v } from './dir/lib';import type { T } from './dir/lib';const x: T = v;console.log(x)`,
      "dir/lib.ts": "export type T = string;export const v: T = 'EXTLESS'",
    },
    args: ["main.ts"],
  },
];
