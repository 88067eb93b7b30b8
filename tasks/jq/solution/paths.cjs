// What lies at a path of a value, and values with another at a path.
const { compare, describe, Fault, typeOf } = require("./values.cjs");

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

module.exports = { deletePaths, elements, getPath, index, setPath, slice };
