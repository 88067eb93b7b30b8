// Programs are run: generators of results, each with the path it came by, if paths are asked for.
const { compare, codePoints, Fault, stringify, typeOf } = require("./values.cjs");

class Break extends Error {
  constructor(label) {
    super("break");
    this.label = label;
  }
}

const truth = (value) => value !== null && value !== false;
const describe = (value) => {
  const text = stringify(value);
  return `${typeOf(value)} (${text.length > 11 ? `${text.slice(0, 10)}...` : text})`;
};

function index(value, key) {
  const type = typeOf(value);
  if (type === "null" && ["string", "number", "null", "object"].includes(typeOf(key))) return null;
  if (type === "object" && typeof key === "string") return Object.hasOwn(value, key) ? value[key] : null;
  if (type === "array" && typeof key === "number") {
    const at = Math.floor(key);
    return value[at < 0 ? at + value.length : at] ?? null;
  }
  if (typeOf(key) === "object" && (type === "array" || type === "string"))
    return slice(value, key.start ?? null, key.end ?? null);
  if (type === "array" && Array.isArray(key))
    return value
      .map((_, at) => at)
      .filter(
        (at) =>
          key.length > 0 &&
          key.every((one, step) => value[at + step] !== undefined && compare(value[at + step], one) === 0),
      );
  throw new Fault(`Cannot index ${type} with ${typeof key === "string" ? `"${key}"` : typeOf(key)}`);
}

function bounds(length, from, to) {
  for (const bound of [from, to])
    if (bound !== null && typeof bound !== "number")
      throw new Fault("Start and end indices of an array slice must be numbers");
  const clip = (bound) => Math.min(Math.max(bound < 0 ? bound + length : bound, 0), length);
  const start = Math.floor(clip(from ?? 0));
  return [start, Math.max(start, Math.ceil(clip(to ?? length)))];
}

function slice(value, from, to) {
  if (value === null) return null;
  if (typeof value === "string") {
    const letters = [...value];
    return letters.slice(...bounds(letters.length, from, to)).join("");
  }
  if (!Array.isArray(value)) throw new Fault(`Cannot index ${typeOf(value)} with object`);
  return value.slice(...bounds(value.length, from, to));
}

function elements(value) {
  if (Array.isArray(value)) return value.map((item, at) => [at, item]);
  if (typeOf(value) === "object") return Object.entries(value);
  throw new Fault(`Cannot iterate over ${value === null ? "null" : describe(value)}`);
}

/** A copy of a value with another at a path. */
function setPath(value, path, change, at = 0) {
  if (at === path.length) return change(value);
  const key = path[at];
  const type = typeOf(value);
  if (typeOf(key) === "object") {
    if (value !== null && !Array.isArray(value))
      throw new Fault(`Cannot update field at object index of ${type}`);
    const list = value ?? [];
    const [start, end] = bounds(list.length, key.start ?? null, key.end ?? null);
    const put = setPath(list.slice(start, end), path, change, at + 1);
    if (!Array.isArray(put)) throw new Fault("A slice of an array can only be assigned another array");
    return [...list.slice(0, start), ...put, ...list.slice(end)];
  }
  const inner = setPath(index(value, key), path, change, at + 1);
  if (typeof key === "string") return { ...value, [key]: inner };
  const list = [...(value ?? [])];
  const place = key < 0 ? key + list.length : Math.floor(key);
  if (place < 0) throw new Fault("Out of bounds negative array index");
  while (list.length < place) list.push(null);
  list[place] = inner;
  return list;
}

function deletePaths(value, paths) {
  for (const path of [...paths].sort((a, b) => compare(b, a))) value = deletePath(value, path);
  return value;
}

function deletePath(value, path) {
  if (value === null || path.length === 0) return null;
  const [key, ...rest] = path;
  if (rest.length > 0) {
    const inner = index(value, key);
    return inner === null ? value : setPath(value, [key], () => deletePath(inner, rest));
  }
  if (typeOf(key) === "object" && Array.isArray(value)) {
    const [start, end] = bounds(value.length, key.start ?? null, key.end ?? null);
    return [...value.slice(0, start), ...value.slice(end)];
  }
  if (Array.isArray(value) && typeof key === "number")
    return value.filter((_, at) => at !== (key < 0 ? key + value.length : key));
  if (typeOf(value) === "object" && typeof key === "string")
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  throw new Fault(
    `Cannot delete field at ${typeof key === "string" ? "object" : "array"} index of ${typeOf(value)}`,
  );
}

const getPath = (value, path) =>
  path.reduce((inner, key) => (inner === null ? null : index(inner, key)), value);

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

/** What names mean in a place. */
class Scope {
  constructor(parent) {
    this.parent = parent;
    this.names = new Map();
  }

  with(name, meaning) {
    const inner = new Scope(this);
    inner.names.set(name, meaning);
    return inner;
  }

  find(name) {
    for (let scope = this; scope; scope = scope.parent)
      if (scope.names.has(name)) return scope.names.get(name);
    return undefined;
  }
}

class Machine {
  constructor(natives, formats) {
    this.natives = natives;
    this.formats = formats;
  }

  /** Results without paths. */
  *values(node, value, scope) {
    for (const result of this.run(node, { value, path: null }, scope)) yield result.value;
  }

  *run(node, input, scope) {
    const { value } = input;
    switch (node.type) {
      case "self":
        return yield input;
      case "literal":
        return yield { value: node.value, path: null };
      case "var":
        return yield { value: this.variable(node.name, scope), path: null };
      case "pipe":
        for (const left of this.run(node.left, input, scope)) yield* this.run(node.right, left, scope);
        return;
      case "comma":
        yield* this.run(node.left, input, scope);
        return yield* this.run(node.right, input, scope);
      case "index":
        for (const target of this.run(node.target, input, scope))
          for (const key of this.values(node.key, value, scope))
            yield this.step(target, key, index(target.value, key));
        return;
      case "slice":
        return yield* this.slice(node, input, scope);
      case "each":
        for (const target of this.run(node.target, input, scope))
          for (const [key, item] of elements(target.value)) yield this.step(target, key, item);
        return;
      case "array":
        return yield { value: [...this.values(node.body, value, scope)], path: null };
      case "object":
        for (const object of this.entries(node.entries, 0, {}, value, scope))
          yield { value: object, path: null };
        return;
      case "negate":
        for (const one of this.values(node.body, value, scope)) {
          if (typeof one !== "number") throw new Fault(`${describe(one)} cannot be negated`);
          yield { value: -one, path: null };
        }
        return;
      case "text":
        for (const text of this.text(node.parts, this.formats[node.format ?? "@text"], value, scope))
          yield { value: text, path: null };
        return;
      case "format":
        return yield { value: this.format(node.format)(value), path: null };
      case "op":
        return yield* this.operator(node, input, scope);
      case "if":
        for (const test of this.values(node.test, value, scope))
          yield* this.run(truth(test) ? node.yes : node.no, input, scope);
        return;
      case "try":
        return yield* this.attempt(node, input, scope);
      case "as":
        return yield* this.bind(node, input, scope);
      case "reduce":
      case "foreach":
        return yield* this.fold(node, input, scope);
      case "def":
        return yield* this.run(node.rest, input, this.define(node.definition, scope));
      case "label": {
        const label = Symbol(node.name);
        try {
          yield* this.run(node.body, input, scope.with(`*${node.name}`, label));
        } catch (error) {
          if (!(error instanceof Break) || error.label !== label) throw error;
        }
        return;
      }
      case "break":
        throw new Break(scope.find(`*${node.name}`));
      case "call":
        return yield* this.call(node, input, scope);
    }
  }

  variable(name, scope) {
    return scope.find(`$${name}`);
  }

  step(target, key, value) {
    return { value, path: target.path === null ? null : [...target.path, key] };
  }

  format(name) {
    const format = this.formats[name];
    if (!format) throw new Fault(`${name.slice(1)} is not a valid format`);
    return format;
  }

  *slice(node, input, scope) {
    const bound = (part) => (part === null ? [null] : [...this.values(part, input.value, scope)]);
    for (const target of this.run(node.target, input, scope))
      for (const end of bound(node.to))
        for (const start of bound(node.from))
          yield this.step(target, { start, end }, slice(target.value, start, end));
  }

  *entries(entries, at, made, value, scope) {
    if (at === entries.length) return yield made;
    const [keys, values] = entries[at];
    for (const key of this.values(keys, value, scope)) {
      if (typeof key !== "string") throw new Fault(`Object keys must be strings`);
      for (const one of this.values(values, value, scope))
        yield* this.entries(entries, at + 1, { ...made, [key]: one }, value, scope);
    }
  }

  *text(parts, format, value, scope, at = parts.length - 1, tail = "") {
    if (at < 0) return yield tail;
    const part = parts[at];
    if (typeof part === "string") yield* this.text(parts, format, value, scope, at - 1, part + tail);
    else
      for (const one of this.values(part, value, scope))
        yield* this.text(parts, format, value, scope, at - 1, format(one) + tail);
  }

  *operator(node, input, scope) {
    const { op, left, right } = node;
    const { value } = input;
    const plain = (one) => ({ value: one, path: null });
    if (op === "and" || op === "or") {
      for (const one of this.values(left, value, scope)) {
        if (truth(one) === (op === "or")) yield plain(op === "or");
        else for (const other of this.values(right, value, scope)) yield plain(truth(other));
      }
    } else if (op === "//") {
      let any = false;
      try {
        for (const one of this.run(left, input, scope)) {
          if (!truth(one.value)) continue;
          any = true;
          yield one;
        }
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
      if (!any) yield* this.run(right, input, scope);
    } else if (op === "=") {
      for (const one of this.values(right, value, scope))
        yield plain(
          this.paths(left, value, scope).reduce((all, path) => setPath(all, path, () => one), value),
        );
    } else if (op === "|=") {
      yield plain(this.update(left, right, value, scope));
    } else if (op.endsWith("=") && !COMPARISONS[op]) {
      const compute = (old, one) =>
        op === "//=" ? (truth(old) ? old : one) : ARITHMETIC[op.slice(0, -1)](old, one);
      for (const one of this.values(right, value, scope))
        yield plain(
          this.paths(left, value, scope).reduce(
            (all, path) => setPath(all, path, (old) => compute(old, one)),
            value,
          ),
        );
    } else {
      const compute = COMPARISONS[op] ? (a, b) => COMPARISONS[op](compare(a, b)) : ARITHMETIC[op];
      for (const other of this.values(right, value, scope))
        for (const one of this.values(left, value, scope)) yield plain(compute(one, other));
    }
  }

  paths(node, value, scope) {
    return [...this.run(node, { value, path: [] }, scope)].map(({ path }) => {
      if (path === null) throw new Fault("Invalid path expression");
      return path;
    });
  }

  update(left, right, value, scope) {
    const gone = [];
    for (const path of this.paths(left, value, scope)) {
      const [first] = this.values(right, getPath(value, path), scope).take(1);
      if (first === undefined) gone.push(path);
      else value = setPath(value, path, () => first);
    }
    return deletePaths(value, gone);
  }

  *attempt(node, input, scope) {
    try {
      yield* this.run(node.body, input, scope);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.value?.__jq !== undefined) return;
      if (node.handler) yield* this.run(node.handler, { value: error.value, path: null }, scope);
    }
  }

  *bind(node, input, scope) {
    for (const one of this.values(node.source, input.value, scope)) {
      const all =
        node.patterns.length > 1
          ? node.patterns.flatMap(namesOf).reduce((inner, name) => inner.with(`$${name}`, null), scope)
          : scope;
      for (const [at, pattern] of node.patterns.entries()) {
        try {
          for (const bound of this.match(pattern, one, input.value, all))
            yield* this.run(node.body, input, bound);
          break;
        } catch (error) {
          if (!(error instanceof Fault) || at === node.patterns.length - 1) throw error;
        }
      }
    }
  }

  *match(pattern, value, context, scope) {
    if (pattern.type === "name") return yield scope.with(`$${pattern.name}`, value);
    const parts =
      pattern.type === "array"
        ? pattern.items.map((item, at) => [{ type: "literal", value: at }, item, null])
        : pattern.entries.map(({ key, pattern: inner, name }) => [key, inner, name]);
    const self = this;
    function* all(at, bound) {
      if (at === parts.length) return yield bound;
      const [keys, inner, name] = parts[at];
      for (const key of self.values(keys, context, bound)) {
        if (pattern.type === "array" && value !== null && !Array.isArray(value))
          throw new Fault(`Cannot index ${typeOf(value)} with number`);
        const item = index(value, key);
        const named = name === null ? bound : bound.with(`$${name}`, item);
        if (inner === null) yield* all(at + 1, named);
        else for (const deeper of self.match(inner, item, context, named)) yield* all(at + 1, deeper);
      }
    }
    yield* all(0, scope);
  }

  *fold(node, input, scope) {
    const [start, update, extract] = node.parts;
    for (const first of this.run(start, input, scope)) {
      let state = first;
      for (const one of this.values(node.source, input.value, scope)) {
        for (const bound of this.match(node.patterns[0], one, input.value, scope)) {
          let last = null;
          for (const next of this.run(update, state, bound)) {
            last = next;
            if (node.type === "foreach") {
              state = next;
              yield* extract ? this.run(extract, next, bound) : [next];
            }
          }
          if (node.type === "reduce") state = last ?? { value: null, path: null };
        }
      }
      if (node.type === "reduce") yield state;
    }
  }

  define(definition, scope) {
    const inner = new Scope(scope);
    inner.names.set(`${definition.name}/${definition.params.length}`, { definition, scope: inner });
    return inner;
  }

  *call({ name, args }, input, scope) {
    const found = scope.find(`${name}/${args.length}`);
    if (found?.closure) return yield* this.run(found.closure, input, found.scope);
    if (found) return yield* this.apply(found.definition, found.scope, args, scope, input);
    const native = this.natives[`${name}/${args.length}`];
    yield* native.call(
      this,
      input,
      args.map((body) => ({ body, scope })),
      scope,
    );
  }

  *apply({ params, body }, home, args, scope, input, at = 0) {
    if (at === params.length) return yield* this.run(body, input, home);
    const param = params[at];
    const closure = { closure: args[at], scope };
    if (!param.startsWith("$"))
      return yield* this.apply(
        { params, body },
        home.with(`${param}/0`, closure),
        args,
        scope,
        input,
        at + 1,
      );
    for (const one of this.values(args[at], input.value, scope)) {
      const named = home
        .with(param, one)
        .with(`${param.slice(1)}/0`, { closure: { type: "literal", value: one }, scope });
      yield* this.apply({ params, body }, named, args, scope, input, at + 1);
    }
  }
}

function namesOf(pattern) {
  if (pattern.type === "name") return [pattern.name];
  if (pattern.type === "array") return pattern.items.flatMap(namesOf);
  return pattern.entries.flatMap(({ name, pattern: inner }) => [
    ...(name === null ? [] : [name]),
    ...(inner ? namesOf(inner) : []),
  ]);
}

module.exports = { Break, codePoints, deletePaths, describe, getPath, Machine, Scope, setPath, split, truth };
