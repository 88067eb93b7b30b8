// A first attempt at semver: valid versions in order, plain comparators, increments. Not carets, tildes or coercion.
const PATTERN =
  /^[v=\s]*(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\w-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\w-]*))*))?(?:\+[0-9A-Za-z.-]+)?$/;

function parse(text) {
  const match = PATTERN.exec(text.trim());
  if (!match) return null;
  return { numbers: match.slice(1, 4).map(Number), pre: match[4] ? match[4].split(".") : [] };
}

function compareIds(a, b) {
  const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (x && y) return Number(a) - Number(b);
  if (x !== y) return x ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function compare(a, b) {
  for (let i = 0; i < 3; i++) if (a.numbers[i] !== b.numbers[i]) return a.numbers[i] - b.numbers[i];
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let i = 0; i < Math.max(a.pre.length, b.pre.length); i++) {
    if (a.pre[i] === undefined) return -1;
    if (b.pre[i] === undefined) return 1;
    const order = compareIds(a.pre[i], b.pre[i]);
    if (order !== 0) return order;
  }
  return 0;
}

const print = (v) => v.numbers.join(".") + (v.pre.length > 0 ? `-${v.pre.join(".")}` : "");

function increment(v, kind, id) {
  const [major, minor, patch] = v.numbers;
  const first = id === undefined ? ["0"] : [id, "0"];
  const stable = v.pre.length === 0;
  if (kind === "premajor") return { numbers: [major + 1, 0, 0], pre: first };
  if (kind === "preminor") return { numbers: [major, minor + 1, 0], pre: first };
  if (kind === "prepatch") return { numbers: [major, minor, patch + 1], pre: first };
  if (kind === "major")
    return { numbers: [stable || minor > 0 || patch > 0 ? major + 1 : major, 0, 0], pre: [] };
  if (kind === "minor") return { numbers: [major, stable || patch > 0 ? minor + 1 : minor, 0], pre: [] };
  if (kind === "patch") return { numbers: [major, minor, stable ? patch + 1 : patch], pre: [] };
  return null;
}

/** `>=1.2.3 <2.0.0`: every comparator must hold; null when there is another kind of range in it. */
function comparators(range) {
  const parts = range
    .replaceAll(/([<>=]+)\s+/g, "$1")
    .split(/\s+/)
    .filter(Boolean);
  const tests = parts.map((part) => {
    const match = /^(<=|>=|<|>|=)?(.*)$/.exec(part);
    const version = parse(match[2]);
    return version && { operator: match[1] ?? "=", version };
  });
  return tests.some((test) => test === null) ? null : tests;
}

function holds(v, tests) {
  const all = tests.every(({ operator, version }) => {
    const order = compare(v, version);
    if (operator === "<") return order < 0;
    if (operator === ">") return order > 0;
    if (operator === "<=") return order <= 0;
    if (operator === ">=") return order >= 0;
    return order === 0;
  });
  if (!all || v.pre.length === 0) return all;
  return tests.some(
    ({ version }) => version.pre.length > 0 && print({ ...version, pre: [] }) === print({ ...v, pre: [] }),
  );
}

let kind;
let id;
let tests = [];
const texts = [];
const args = process.argv.slice(2);
while (args.length > 0) {
  const arg = args.shift();
  if (["-i", "--inc", "--increment"].includes(arg)) kind = args.shift();
  else if (arg === "--preid") id = args.shift();
  else if (["-r", "--range"].includes(arg))
    tests = tests === null ? null : ((comparators(args.shift()) ?? null)?.concat(tests) ?? null);
  else texts.push(arg);
}
const safe = (v) => v.numbers.every(Number.isSafeInteger);
let found = texts
  .map(parse)
  .filter((v) => v && safe(v))
  .sort(compare);
if (tests === null) found = [];
else if (tests.length > 0) found = found.filter((v) => holds(v, tests));
if (kind !== undefined) found = found.map((v) => increment(v, kind, id)).filter(Boolean);
if (found.length === 0) process.exit(1);
console.log(found.map(print).join("\n"));
