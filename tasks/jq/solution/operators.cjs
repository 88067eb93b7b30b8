// Arithmetic and comparisons.
const { compare, describe, Fault, typeOf } = require("./values.cjs");

function merge(a, b) {
  const merged = { ...a };
  for (const [key, value] of Object.entries(b))
    merged[key] =
      typeOf(value) === "object" && typeOf(merged[key] ?? null) === "object"
        ? merge(merged[key], value)
        : value;
  return merged;
}

function split(text, by) {
  if (text === "") return [];
  return by === "" ? [...text] : text.split(by);
}

const wrong = (a, b, what) => new Fault(`${describe(a)} and ${describe(b)} cannot be ${what}`);

const ARITHMETIC = {
  "+": (a, b) => {
    if (a === null) return b;
    if (b === null) return a;
    const type = typeOf(a);
    if (type !== typeOf(b) || type === "boolean") throw wrong(a, b, "added");
    return type === "array" ? [...a, ...b] : type === "object" ? { ...a, ...b } : a + b;
  },
  "-": (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (Array.isArray(a) && Array.isArray(b))
      return a.filter((one) => !b.some((other) => compare(one, other) === 0));
    throw wrong(a, b, "subtracted");
  },
  "*": (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a * b;
    if (typeof a === "number" && typeof b === "string") return ARITHMETIC["*"](b, a);
    if (typeof a === "string" && typeof b === "number")
      return b < 0 || Number.isNaN(b) ? null : a.repeat(Math.floor(b));
    if (typeOf(a) === "object" && typeOf(b) === "object") return merge(a, b);
    throw wrong(a, b, "multiplied");
  },
  "/": (a, b) => {
    if (typeof a === "number" && typeof b === "number") {
      if (b === 0) throw wrong(a, b, "divided because the divisor is zero");
      return a / b;
    }
    if (typeof a === "string" && typeof b === "string") return split(a, b);
    throw wrong(a, b, "divided");
  },
  "%": (a, b) => {
    if (typeof a !== "number" || typeof b !== "number") throw wrong(a, b, "divided");
    if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
    const [left, right] = [Math.trunc(a), Math.abs(Math.trunc(b))];
    if (right === 0) throw wrong(a, b, "divided because the divisor is zero");
    return Math.sign(left) * (Math.abs(left) % right) + 0;
  },
};
const COMPARISONS = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

module.exports = { ARITHMETIC, COMPARISONS, split };
