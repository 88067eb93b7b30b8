// Programs are run: generators of results, each with the path it came by, if paths are asked for.
const { ARITHMETIC, COMPARISONS } = require("./operators.cjs");
const { deletePaths, elements, getPath, index, setPath, slice } = require("./paths.cjs");
const { compare, describe, Fault, typeOf } = require("./values.cjs");

class Break extends Error {
  constructor(label) {
    super("break");
    this.label = label;
  }
}

const truth = (value) => value !== null && value !== false;
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

module.exports = { Break, Machine, Scope, truth };
