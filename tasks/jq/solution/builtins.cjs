// The part of what the language brings along that is not written in itself.
const {
  codePoints,
  compare,
  describe,
  Fault,
  need,
  readValues,
  sortedKeys,
  stringify,
  typeOf,
} = require("./values.cjs");
const { split } = require("./operators.cjs");
const { deletePaths, getPath, setPath } = require("./paths.cjs");

const one = (value) => ({ value, path: null });
/** A native of plain values: every combination of its arguments. */
const plain = (count, compute) =>
  function* (input, args) {
    const self = this;
    function* all(at, given) {
      if (at < 0) return yield one(compute(input.value, ...given));
      for (const value of self.values(args[at].body, input.value, args[at].scope))
        yield* all(at - 1, [value, ...given]);
    }
    yield* all(count - 1, []);
  };

const math = (compute) => plain(0, (value) => compute(need(value, "number", "number required")));
const sorted = (list, keys) =>
  need(list, "array", "cannot be sorted, as it is not an array")
    .map((item, at) => ({ item, key: keys[at], at }))
    .sort((a, b) => compare(a.key, b.key) || a.at - b.at);
const trimmed = (expression) =>
  plain(0, (text) => need(text, "string", "cannot be trimmed").replace(expression, ""));

function contains(a, b) {
  if (typeOf(a) === "object" && typeOf(b) === "object")
    return Object.entries(b).every(([key, value]) => Object.hasOwn(a, key) && contains(a[key], value));
  if (Array.isArray(a) && Array.isArray(b))
    return b.every((value) => a.some((item) => typeOf(item) === typeOf(value) && contains(item, value)));
  if (typeof a === "string" && typeof b === "string") return a.includes(b);
  if (typeOf(a) === typeOf(b)) return compare(a, b) === 0;
  throw new Fault(`${describe(a)} and ${describe(b)} cannot have their containment checked`);
}

function tonumber(value) {
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(value))
    return Number(value);
  throw new Fault(`${describe(value)} cannot be parsed as a number`);
}

function length(value) {
  if (value === null) return 0;
  if (typeof value === "number") return Math.abs(value);
  if (typeof value === "string") return [...value].length;
  if (typeof value === "boolean") throw new Fault(`boolean (${value}) has no length`);
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

function fromjson(text) {
  const values = [...readValues(need(text, "string", "only strings can be parsed"))];
  if (values.length !== 1) throw new Fault(`${text} cannot be parsed`);
  return values[0];
}

function flatten(list, depth) {
  if (depth < 0) throw new Fault("flatten depth must not be negative");
  return (Array.isArray(list) ? list : Object.values(list)).flatMap((item) =>
    Array.isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item],
  );
}

function* matches(text, pattern, flags) {
  need(text, "string", "cannot be matched, as it is not a string");
  need(pattern, "string", "cannot be matched, as it is not a string");
  const letters = flags ?? "";
  if (/[^gimnpslx]/.test(letters)) throw new Fault(`${letters} is not a valid modifier string`);
  const source = letters.includes("x") ? pattern.replace(/\s+|#.*/g, "") : pattern;
  let expression;
  try {
    expression = new RegExp(
      source.replaceAll("\\h", "[0-9a-fA-F]").replace(/^\(\?i\)/, ""),
      `gu${letters.includes("i") || source.startsWith("(?i)") ? "i" : ""}${/[sp]/.test(letters) ? "s" : ""}m`,
    );
  } catch {
    throw new Fault(`${pattern} (at offset 0) is not a valid regex`);
  }
  const names = [...source.matchAll(/\\.|\((?:\?<([A-Za-z_]\w*)>|(?!\?))/g)]
    .filter(([found]) => found[0] === "(")
    .map(([, name]) => name ?? null);
  const place = (at) => [...text.slice(0, at)].length;
  for (const found of text.matchAll(expression)) {
    if (letters.includes("n") && found[0] === "") continue;
    const captures = found.slice(1).map((part, at) => ({
      offset: part === undefined ? -1 : place(text.indexOf(part, found.index)),
      length: part === undefined ? 0 : [...part].length,
      string: part ?? null,
      name: names[at] ?? null,
    }));
    yield { offset: place(found.index), length: [...found[0]].length, string: found[0], captures };
    if (!letters.includes("g")) return;
  }
}

const NATIVES = {
  "empty/0": function* () {},
  "error/0": function* ({ value }) {
    throw new Fault(value);
  },
  "path/1": function* ({ value }, [arg]) {
    for (const path of this.paths(arg.body, value, arg.scope)) yield one(path);
  },
  "getpath/1": function* (input, [arg]) {
    for (const path of this.values(arg.body, input.value, arg.scope))
      yield {
        value: getPath(input.value, need(path, "array", "Path must be specified as an array")),
        path: input.path === null ? null : [...input.path, ...path],
      };
  },
  "setpath/2": plain(2, (value, path, put) =>
    setPath(value, need(path, "array", "Path must be specified as an array"), () => put),
  ),
  "delpaths/1": plain(1, (value, paths) =>
    deletePaths(value, need(paths, "array", "Paths must be specified as an array")),
  ),
  "range/3": function* ({ value }, args) {
    const [from, to, by] = args.map(({ body, scope }) => [...this.values(body, value, scope)]);
    for (const a of from)
      for (const b of to)
        for (const step of by)
          for (let at = a; step > 0 ? at < b : step < 0 && at > b; at += step) yield one(at);
  },
  "type/0": plain(0, typeOf),
  "length/0": plain(0, length),
  "utf8bytelength/0": plain(0, (text) =>
    Buffer.byteLength(need(text, "string", "only strings have UTF-8 byte length")),
  ),
  "keys/0": plain(0, (value) =>
    Array.isArray(value) ? [...value.keys()] : sortedKeys(need(value, "object", "has no keys")),
  ),
  "keys_unsorted/0": plain(0, (value) =>
    Array.isArray(value) ? [...value.keys()] : Object.keys(need(value, "object", "has no keys")),
  ),
  "has/1": plain(1, (value, key) => {
    if (typeOf(value) === "object" && typeof key === "string") return Object.hasOwn(value, key);
    if (Array.isArray(value) && typeof key === "number") return key >= 0 && key < value.length;
    throw new Fault(
      `Cannot check whether ${typeOf(value)} has a ${typeof key === "string" ? "string" : typeOf(key)} key`,
    );
  }),
  "contains/1": plain(1, contains),
  "tojson/0": plain(0, (value) => stringify(value)),
  "fromjson/0": plain(0, fromjson),
  "tostring/0": plain(0, (value) => (typeof value === "string" ? value : stringify(value))),
  "tonumber/0": plain(0, tonumber),
  "explode/0": plain(0, (text) => codePoints(need(text, "string", "cannot be exploded"))),
  "implode/0": plain(0, (list) =>
    need(list, "array", "cannot be imploded")
      .map((code) => String.fromCodePoint(need(code, "number", "Unicode codepoint must be numeric")))
      .join(""),
  ),
  "split/1": plain(1, (text, by) =>
    split(
      need(text, "string", "split input and separator must be strings"),
      need(by, "string", "split input and separator must be strings"),
    ),
  ),
  "join/1": plain(1, (list, by) => {
    for (const item of list)
      if (item !== null && typeof item === "object")
        throw new Fault(`string (${JSON.stringify(by)}) and ${describe(item)} cannot be added`);
    return list
      .map((item) => (item === null ? "" : typeof item === "string" ? item : stringify(item)))
      .join(by);
  }),
  "ltrimstr/1": plain(1, (text, part) =>
    typeof text === "string" && typeof part === "string" && text.startsWith(part)
      ? text.slice(part.length)
      : text,
  ),
  "rtrimstr/1": plain(1, (text, part) =>
    typeof text === "string" && typeof part === "string" && part !== "" && text.endsWith(part)
      ? text.slice(0, -part.length)
      : text,
  ),
  "startswith/1": plain(1, (text, part) =>
    need(text, "string", "startswith() requires string inputs").startsWith(
      need(part, "string", "startswith() requires string inputs"),
    ),
  ),
  "endswith/1": plain(1, (text, part) =>
    need(text, "string", "endswith() requires string inputs").endsWith(
      need(part, "string", "endswith() requires string inputs"),
    ),
  ),
  "trim/0": trimmed(/^\s+|\s+$/g),
  "ltrim/0": trimmed(/^\s+/),
  "rtrim/0": trimmed(/\s+$/),
  "reverse/0": plain(0, (value) =>
    typeof value === "string"
      ? [...value].reverse().join("")
      : value === null
        ? []
        : [...need(value, "array", "cannot be reversed, as it is not an array")].reverse(),
  ),
  "flatten/0": plain(0, (list) => flatten(list, Infinity)),
  "flatten/1": plain(1, flatten),
  "transpose/0": plain(0, (rows) =>
    Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, at) =>
      rows.map((row) => row[at] ?? null),
    ),
  ),
  "_sort_by/1": plain(1, (list, keys) => sorted(list, keys).map(({ item }) => item)),
  "_group_by/1": plain(1, (list, keys) => {
    const groups = [];
    let last;
    for (const { item, key } of sorted(list, keys)) {
      if (last === undefined || compare(last, key) !== 0) groups.push([]);
      groups.at(-1).push(item);
      last = key;
    }
    return groups;
  }),
  "_min_by/1": plain(1, (list, keys) => sorted(list, keys)[0]?.item ?? null),
  "_max_by/1": plain(1, (list, keys) => sorted(list, keys).at(-1)?.item ?? null),
  "_match/2": function* ({ value }, [re, flags]) {
    for (const f of this.values(flags.body, value, flags.scope))
      for (const p of this.values(re.body, value, re.scope))
        for (const found of matches(value, p, f)) yield one(found);
  },
  "indices/1": plain(1, (value, part) => {
    if (value === null) return null;
    if (typeof value === "string") {
      const found = [];
      for (let at = value.indexOf(part); part !== "" && at >= 0; at = value.indexOf(part, at + 1))
        found.push([...value.slice(0, at)].length);
      return part === "" ? null : found;
    }
    const wanted = Array.isArray(part) ? part : [part];
    return value
      .map((_, at) => at)
      .filter(
        (at) =>
          wanted.length > 0 &&
          at + wanted.length <= value.length &&
          wanted.every((item, step) => compare(value[at + step], item) === 0),
      );
  }),
  "infinite/0": plain(0, () => Infinity),
  "nan/0": plain(0, () => NaN),
  "isinfinite/0": math((n) => Math.abs(n) === Infinity),
  "isnan/0": math(Number.isNaN),
  "isnormal/0": math((n) => Number.isFinite(n) && Math.abs(n) >= 2.2250738585072014e-308),
  "floor/0": math(Math.floor),
  "ceil/0": math(Math.ceil),
  "sqrt/0": math(Math.sqrt),
  "fabs/0": math(Math.abs),
  "trunc/0": math(Math.trunc),
  "round/0": math((n) => Math.sign(n) * Math.round(Math.abs(n))),
  "log/0": math(Math.log),
  "log2/0": math(Math.log2),
  "log10/0": math(Math.log10),
  "exp/0": math(Math.exp),
  "exp2/0": math((n) => 2 ** n),
  "exp10/0": math((n) => 10 ** n),
  "sin/0": math(Math.sin),
  "cos/0": math(Math.cos),
  "tan/0": math(Math.tan),
  "cbrt/0": math(Math.cbrt),
  "pow/2": plain(2, (_, a, b) => a ** b),
  "input_filename/0": plain(0, () => null),
  "tojson_/0": plain(0, stringify),
  "builtins/0": plain(0, () => []),
  "splits_/0": plain(0, () => null),
  "input/0": function* () {
    const next = this.nextInput();
    if (next.done) throw new Fault("No more inputs");
    yield one(next.value);
  },
  "inputs/0": function* () {
    for (let next = this.nextInput(); !next.done; next = this.nextInput()) yield one(next.value);
  },
  "debug/0": function* (input) {
    yield input;
  },
  "debug/1": function* (input) {
    yield input;
  },
  "stderr/0": function* (input) {
    yield input;
  },
  "halt/0": function* () {
    throw this.halt(0, null);
  },
  "halt_error/1": function* ({ value }, [arg]) {
    for (const code of this.values(arg.body, value, arg.scope)) throw this.halt(code, value);
  },
};
for (const [name, pick] of [
  ["index", (list) => list[0]],
  ["rindex", (list) => list.at(-1)],
])
  NATIVES[`${name}/1`] = plain(
    1,
    (value, part) =>
      pick(
        [...NATIVES["indices/1"].call({ values: (body) => [body] }, one(value), [{ body: part }])][0].value ??
          [],
      ) ?? null,
  );

module.exports = { NATIVES };
