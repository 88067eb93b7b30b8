// JSON values: types, order, text.
class Fault extends Error {
  constructor(value) {
    super(typeof value === "string" ? value : "error");
    this.value = value;
  }
}

const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const RANK = { null: 0, false: 1, true: 2, number: 3, string: 4, array: 5, object: 6 };
const rank = (value) => RANK[typeof value === "boolean" ? String(value) : typeOf(value)];
const codePoints = (text) => [...text].map((one) => one.codePointAt(0));
const sortedKeys = (object) => Object.keys(object).sort(compareText);

function compareText(a, b) {
  if (a === b) return 0;
  return compareLists(codePoints(a), codePoints(b), (x, y) => x - y);
}

function compareLists(a, b, by) {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = by(a[at], b[at]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Negative, zero or positive, by jq's order of all values. */
function compare(a, b) {
  const order = rank(a) - rank(b);
  if (order !== 0) return order;
  switch (typeOf(a)) {
    case "number":
      return Number.isNaN(a) || a < b ? -1 : a > b ? 1 : 0;
    case "string":
      return compareText(a, b);
    case "array":
      return compareLists(a, b, compare);
    case "object": {
      const keys = sortedKeys(a);
      return (
        compareLists(keys, sortedKeys(b), compareText) ||
        compareLists(
          keys.map((key) => a[key]),
          keys.map((key) => b[key]),
          compare,
        )
      );
    }
    default:
      return 0;
  }
}

function numberText(value) {
  if (Number.isNaN(value)) return "null";
  if (!Number.isFinite(value)) return value > 0 ? "1.7976931348623157e+308" : "-1.7976931348623157e+308";
  const text = String(Object.is(value, -0) ? "-0" : value);
  const [mantissa, exponent] = text.split("e");
  if (exponent === undefined) {
    const small = /^-?0\.0{5,}/.test(text);
    if (!small && Math.abs(value) < 1e17) return text;
    if (!small) {
      const [m, e] = value.toExponential().split("e");
      return `${m}e${e[0]}${e.slice(1).padStart(2, "0")}`;
    }
    const [m, e] = value.toExponential().split("e");
    return `${m}e-${e.slice(1).padStart(2, "0")}`;
  }
  return `${mantissa}e${exponent[0] === "-" ? "-" : "+"}${exponent.replace(/^[-+]/, "").padStart(2, "0")}`;
}

function quote(text, ascii = false) {
  const quoted = JSON.stringify(text.toWellFormed()).replaceAll("\x7f", "\\u007f");
  return ascii
    ? quoted.replace(/[^\x00-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`)
    : quoted;
}

/** JSON. @param indent text for one level; null for one line. */
function stringify(value, { indent = null, sort = false, ascii = false } = {}, depth = 0) {
  if (typeof value === "string") return quote(value, ascii);
  if (typeof value === "number") return numberText(value);
  if (value === null || typeof value === "boolean") return String(value);
  const options = { indent, sort, ascii };
  const list = Array.isArray(value);
  const items = list
    ? value.map((item) => stringify(item, options, depth + 1))
    : (sort ? sortedKeys(value) : Object.keys(value)).map(
        (key) =>
          `${quote(key, ascii)}:${indent === null ? "" : " "}${stringify(value[key], options, depth + 1)}`,
      );
  const [open, close] = list ? "[]" : "{}";
  if (items.length === 0) return open + close;
  if (indent === null) return open + items.join(",") + close;
  const line = `\n${indent.repeat(depth + 1)}`;
  return `${open}${line}${items.join(`,${line}`)}\n${indent.repeat(depth)}${close}`;
}

const NUMBER = /-?(?:nan\b|NaN\b|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)/y;

/** Reads JSON values one after the other. @throws Fault at what is none. */
function* readValues(text) {
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  const space = () => {
    while (/[ \t\r\n\x1e]/.test(text[at] ?? "")) at++;
  };
  const wrong = () => new Fault("Invalid JSON text");
  const string = () => {
    const end = /"(?:[^"\\]|\\[^])*"/y;
    end.lastIndex = at;
    const found = end.exec(text);
    if (!found) throw wrong();
    at = end.lastIndex;
    try {
      return JSON.parse(
        found[0].replace(/[\x00-\x1f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`),
      ).toWellFormed();
    } catch {
      throw wrong();
    }
  };
  const list = (close, item) => {
    at++;
    space();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      item();
      space();
      const next = text[at++];
      if (next === close) return;
      if (next !== ",") throw wrong();
    }
  };
  const value = () => {
    space();
    const here = text[at];
    if (here === '"') return string();
    if (here === "[") {
      const items = [];
      list("]", () => items.push(value()));
      return items;
    }
    if (here === "{") {
      const object = {};
      list("}", () => {
        space();
        if (text[at] !== '"') throw wrong();
        const key = string();
        space();
        if (text[at++] !== ":") throw wrong();
        Object.defineProperty(object, key, {
          value: value(),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      });
      return object;
    }
    for (const [word, meaning] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ]) {
      if (text.startsWith(word, at) && !/\w/.test(text[at + word.length] ?? "")) {
        at += word.length;
        return meaning;
      }
    }
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(text);
    if (!found || /[\w.]/.test(text[NUMBER.lastIndex] ?? "")) throw wrong();
    at = NUMBER.lastIndex;
    return /n/i.test(found[0]) ? NaN : Number(found[0]);
  };
  for (space(); at < text.length; space()) yield value();
}

/** A value as messages name it. */
const describe = (value) => {
  const text = stringify(value);
  return `${typeOf(value)} (${text.length > 11 ? `${text.slice(0, 10)}...` : text})`;
};

/** A value that must be of a type. @throws Fault */
const need = (value, type, what) => {
  if (typeOf(value) !== type) throw new Fault(`${describe(value)} ${what}`);
  return value;
};
module.exports = {
  codePoints,
  compare,
  describe,
  Fault,
  need,
  readValues,
  sortedKeys,
  stringify,
  typeOf,
};
