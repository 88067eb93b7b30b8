// What the language brings along: some written in itself, the others here.
const { parseDefinitions, parse } = require("./parse.cjs");
const { compare, codePoints, Fault, readValues, sortedKeys, stringify, typeOf } = require("./values.cjs");
const { deletePaths, describe, getPath, setPath, split } = require("./evaluate.cjs");

const WRITTEN = `
def not: if . then false else true end;
def map(f): [.[] | f];
def select(f): if f then . else empty end;
def recurse(f): def r: ., (f | r); r;
def recurse(f; cond): def r: ., (f | select(cond) | r); r;
def recurse: recurse(.[]?);
def values: select(. != null); def nulls: select(. == null);
def booleans: select(type == "boolean"); def numbers: select(type == "number"); def strings: select(type == "string");
def arrays: select(type == "array"); def objects: select(type == "object");
def iterables: select(type | . == "array" or . == "object"); def scalars: select(type | . != "array" and . != "object");
def map_values(f): .[] |= f;
def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
def from_entries: reduce .[] as $x ({}; . + {($x | if type == "object" then (if has("key") then .key elif has("k") then .k elif has("name") then .name elif has("Name") then .Name elif has("Key") then .Key elif has("K") then .K else null end) else . end | if type == "string" then . else tojson end): ($x | if type == "object" then (if has("value") then .value elif has("v") then .v elif has("Value") then .Value elif has("V") then .V else null end) else null end)});
def with_entries(f): to_entries | map(f) | from_entries;
def paths: path(..) | select(length > 0);
def paths(f): . as $d | paths | select(. as $p | $d | getpath($p) | f);
def del(f): delpaths([path(f)]);
def to_array: if type == "array" then . else [.] end;
def add(f): reduce f as $x (null; . + $x);
def add: add(.[]);
def any(g; c): isempty(first(g | c | select(.))) | not; def all(g; c): isempty(first(g | c | select(. | not)));
def any(f): any(.[]; f); def all(f): all(.[]; f); def any: any(.); def all: all(.);
def isempty(g): label $l | (g | false, break $l), true | first(.);
def first(f): label $l | (f | ., break $l);
def isempty(g): reduce first(g) as $x (true; false);
def last(f): reduce f as $x (null; $x);
def first: .[0]; def last: .[-1];
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("Out of bounds negative array index") else last(limit($n + 1; f)) end;
def limit($n; f): if $n > 0 then label $l | foreach f as $x (0; . + 1; $x, if . >= $n then break $l else empty end) else empty end;
def skip($n; f): if $n > 0 then foreach f as $x ($n; . - 1; if . < 0 then $x else empty end) else f end;
def until(c; u): def r: if c then . else (u | r) end; r;
def while(c; u): def r: if c then ., (u | r) else empty end; r;
def repeat(f): def r: ., (f | r); r;
def range($n): range(0; $n; 1); def range($a; $b): range($a; $b; 1);
def in($x): . as $k | $x | has($k); def inside($x): . as $k | $x | contains($k);
def combinations: if length == 0 then [] else .[0][] as $x | (.[1:] | combinations) as $w | [$x] + $w end;
def combinations(n): . as $d | [range(n)] | map($d) | combinations;
def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;
def env: $ENV;
def ascii: [.] | implode;
def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
def finites: select(isinfinite or isnan | not); def normals: select(isnormal);
def sort_by(f): _sort_by(map([f])); def group_by(f): _group_by(map([f])); def unique_by(f): [group_by(f)[] | .[0]];
def min_by(f): _min_by(map([f])); def max_by(f): _max_by(map([f])); def unique: unique_by(.); def sort: sort_by(.);
def min: min_by(.); def max: max_by(.);
def match($re): match($re; null); def test($re): test($re; null); def scan($re): scan($re; null);
def match($re; $f): if ($re | type) == "array" then _match($re[0]; $re[1]) else _match($re; $f) end;
def test($re; $f): isempty(match($re; $f)) | not;
def capture($re): capture($re; null);
def capture($re; $f): match($re; $f) | [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def scan($re; $f): match($re; "g" + $f) | if (.captures | length) > 0 then [.captures[].string] else .string end;
def split($re; $f): . as $s | [foreach (match($re; "g" + $f), null) as $m ({at: 0}; if $m == null then .out = $s[.at:] else .out = $s[.at:$m.offset] | .at = $m.offset + $m.length end; .out)];
def splits($re): splits($re; null); def splits($re; $f): split($re; $f) | .[];
def sub($re; s): sub($re; s; ""); def gsub($re; s): sub($re; s; "g"); def gsub($re; s; $f): sub($re; s; $f + "g");
def sub($re; s; $f): . as $in | [match($re; $f)] as $all
  | def go($i; $at): if $i == ($all | length) then $in[$at:] else $all[$i] as $m
    | ($m.captures | map(select(.name != null) | {key: .name, value: .string}) | from_entries | s) as $put
    | go($i + 1; $m.offset + $m.length) as $rest | $in[$at:$m.offset] + $put + $rest end; go(0; 0);
def ascii_downcase: explode | map(if . >= 65 and . <= 90 then . + 32 else . end) | implode;
def ascii_upcase: explode | map(if . >= 97 and . <= 122 then . - 32 else . end) | implode;
def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p) | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
def fromstream(f): {x: null, e: false} as $i | foreach f as $e ($i; if .e then $i else . end | if ($e | length) == 2 then setpath(["e"]; ($e[0] | length) == 0) | setpath(["x"] + $e[0]; $e[1]) else setpath(["e"]; ($e[0] | length) == 1) end; if .e then .x else empty end);
def truncate_stream(s): . as $n | null | s | . as $in | if (.[0] | length) > $n then setpath([0]; .[0][$n:]) else empty end;
def limit_depth: .;
def pick(f): . as $top | reduce path(f) as $p (null; setpath($p; $top | getpath($p)));
def abs: if type == "number" and . < 0 then -. else . end;
def have_literal_numbers: true;
def inputs: def r: (try input catch (if . == "No more inputs" then empty else error end)) | (., r); repeat(_next) ;
def halt_error: halt_error(5);
def ascii(f): f;
def getpath_or_null(p): getpath(p);
def error(m): m | error;
def IN(s): any(s == .; .); def IN(src; s): any(src == s; .);
def INDEX(s; f): reduce s as $r ({}; .[$r | f | tostring] = $r); def INDEX(f): INDEX(.[]; f);
def @unused: .;
`
  .replace(/def (?:@unused|limit_depth|getpath_or_null|ascii\(f\)|to_array|inputs)[^\n]*\n/g, "")
  .replace("def isempty(g): label $l | (g | false, break $l), true | first(.);\n", "");

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

const need = (value, type, what) => {
  if (typeOf(value) !== type) throw new Fault(`${describe(value)} ${what}`);
  return value;
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

const text = (value) => (typeof value === "string" ? value : stringify(value));
const replaced = (table) => (value) => text(value).replace(/[<>&'"]/g, (mark) => table[mark]);
const row = (quoted, between) => (list) =>
  need(list, "array", "cannot be formatted, only an array can be")
    .map((item) => {
      if (item !== null && typeof item === "object")
        throw new Fault(`${describe(item)} is not valid in a row`);
      return item === null ? "" : typeof item === "string" ? quoted(item) : text(item);
    })
    .join(between);

const FORMATS = {
  "@text": text,
  "@json": (value) => stringify(value),
  "@html": replaced({ "<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&#39;", '"': "&quot;" }),
  "@uri": (value) =>
    encodeURIComponent(text(value)).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  "@csv": row((item) => `"${item.replaceAll('"', '""')}"`, ","),
  "@tsv": row(
    (item) =>
      item.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r"),
    "\t",
  ),
  "@sh": (value) =>
    (Array.isArray(value) ? value : [value])
      .map((item) => {
        if (item !== null && typeof item === "object")
          throw new Fault(`${describe(item)} can not be escaped for shell`);
        return typeof item === "string" ? `'${item.replaceAll("'", "'\\''")}'` : text(item);
      })
      .join(" "),
  "@base64": (value) => Buffer.from(text(value)).toString("base64"),
  "@base64d": (value) => {
    const decoded = Buffer.from(text(value), "base64").toString("utf8");
    if (decoded === "" && text(value).replaceAll("=", "") !== "")
      throw new Fault(`${describe(value)} is not valid base64 data`);
    return decoded;
  },
};

module.exports = { FORMATS, NATIVES, definitions: parseDefinitions(WRITTEN), parse };
