import type { Random } from "../../pipeline/random.ts";

const NAMES = ["a", "b", "c", "x", "y", "foo", "bar", "item", "$el", "_tmp", "count", "näme", "值"];
const PROPERTIES = ["size", "map", "length", "next", "if", "default", "then", "constructor", "get", "x1"];

export const name = (r: Random): string => r.pick(NAMES);
export const property = (r: Random): string => r.pick(PROPERTIES);

/** Different names. */
export const names = (r: Random, count: number): string[] => r.sample(NAMES, count);

export const numeral = (r: Random): string =>
  r.pick([
    () => String(r.int(0, 99)),
    () => `${r.int(0, 9)}.${r.int(0, 99)}`,
    () => `${r.int(1, 9)}e${r.int(0, 9)}`,
    () => `0x${r.int(10, 255).toString(16)}`,
    () => String(r.int(1000, 99_999)),
    () => `.${r.int(1, 9)}`,
  ])();

export const text = (r: Random): string =>
  r.pick([`"${name(r)}"`, `'${name(r)} ${name(r)}'`, `"\\n${r.int(0, 9)}"`, `'\\u00e9\\x41'`, `""`]);

export const atom = (r: Random): string =>
  r.pick([
    () => name(r),
    () => name(r),
    () => numeral(r),
    () => text(r),
    () => r.pick(["true", "false", "null", "this"]),
    () => `[${r.times(0, 3, () => numeral(r)).join(", ")}]`,
    () =>
      `/${r.pick(["a+", "[a-z]*", "\\\\d{2}", "(x|y)"]).replaceAll("\\\\", "\\")}/${r.pick(["", "g", "i", "gm"])}`,
  ])();

const BINARY = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "<",
  ">",
  "<=",
  ">=",
  "==",
  "!=",
  "===",
  "!==",
  "<<",
  ">>",
  ">>>",
  "&",
  "|",
  "^",
  "&&",
  "||",
  "in",
  "instanceof",
];
const UNARY = ["-", "+", "!", "~", "typeof ", "void ", "delete "];

/** An expression of ECMAScript 3 that may stand where an operand may. */
export function operand(r: Random, depth = 1): string {
  if (depth === 0) return atom(r);
  return r.pick([
    () => atom(r),
    () => `${name(r)}.${property(r)}`,
    () => `${name(r)}[${expression(r, depth - 1)}]`,
    () => `${name(r)}(${r.times(0, 2, () => expression(r, depth - 1)).join(", ")})`,
    () => `(${expression(r, depth)})`,
    () => `${r.pick(UNARY)}${name(r)}`,
    () => `new ${name(r)}(${atom(r)})`,
    () => `${name(r)}${r.pick(["++", "--"])}`,
  ])();
}

/** An expression of ECMAScript 3 without comma. */
export function expression(r: Random, depth = 2): string {
  if (depth === 0) return atom(r);
  return r.pick([
    () => operand(r, depth - 1),
    () => r.times(2, 4, () => operand(r, depth - 1)).reduce((all, one) => `${all} ${r.pick(BINARY)} ${one}`),
    () => `${operand(r, depth - 1)} ? ${expression(r, depth - 1)} : ${expression(r, depth - 1)}`,
    () => `${name(r)} ${r.pick(["=", "+=", "*=", "|="])} ${expression(r, depth - 1)}`,
    () =>
      `function ${r.pick(["", name(r)])}(${names(r, r.int(0, 2)).join(", ")}) { return ${operand(r, depth - 1)} }`,
  ])();
}

/** A statement of ECMAScript 3. */
export function statement(r: Random, depth = 1): string {
  const inner = (): string => (depth === 0 ? `${name(r)}();` : statement(r, depth - 1));
  return r.pick([
    () => `var ${name(r)} = ${expression(r, 1)};`,
    () => `${name(r)} = ${expression(r)};`,
    () => `${name(r)}.${property(r)}(${expression(r, 1)})\n`,
    () => `if (${operand(r)}) ${inner()} else ${inner()}`,
    () => `while (${operand(r)}) { ${inner()} }`,
    () => `for (var ${name(r)} = 0; ${name(r)} < ${numeral(r)}; ${name(r)}++) ${inner()}`,
    () => `{ ${inner()} }`,
    () => `function ${name(r)}(${names(r, r.int(0, 2)).join(", ")}) { ${inner()} }`,
    () => `try { ${inner()} } catch (${name(r)}) { ${inner()} }`,
    () => `do ${inner()} while (${operand(r)})\n`,
    () => `switch (${name(r)}) { case ${numeral(r)}: ${inner()} break; default: ${inner()} }`,
    () => `throw ${operand(r)};`,
  ])();
}

/** A few statements, one a line. */
export const program = (r: Random, count = r.int(1, 3)): string =>
  Array.from({ length: count }, () => statement(r)).join("\n");
