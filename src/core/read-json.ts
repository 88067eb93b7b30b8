/**
 * Checks of parsed JSON, one function per shape. Each returns the typed value or throws a `FormatError` that names the
 * place. Written by hand because the app's first script is small and these are few.
 */
import { FormatError, type Place } from "./format-error.ts";

/** What a value is, in words, for messages. */
function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return value.length > 30 ? "a string" : JSON.stringify(value);
  return `the ${typeof value} ${JSON.stringify(value)}`;
}

function wrong(place: Place, wanted: string, value: unknown): never {
  throw new FormatError(
    place,
    value === undefined ? `is missing; it must be ${wanted}` : `must be ${wanted}, but is ${kindOf(value)}`,
  );
}

/** The place of a member of what is at `place`. */
export function inside(place: Place, key: string | number): Place {
  const name = typeof key === "number" ? `[${key}]` : place.field === "" ? key : `.${key}`;
  return { ...place, field: place.field + name };
}

/** JSON text to a value. */
export function jsonAt(text: string, place: Place): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // Engines quote the text, which may have several lines.
    const told = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
    throw new FormatError(place, `is not JSON (${told})`);
  }
}

/** An object with all of `required`, perhaps some of `optional`, and nothing else. */
export function objectAt(
  value: unknown,
  place: Place,
  required: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) wrong(place, "an object", value);
  const object = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(object)) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw new FormatError(inside(place, key), "is an unknown field; remove it or correct its name");
    }
  }
  for (const key of required) {
    if (!Object.hasOwn(object, key)) throw new FormatError(inside(place, key), "is missing");
  }
  return object;
}

/** Any string, or one that is not empty. */
export function stringAt(
  value: unknown,
  place: Place,
  empty: "may-be-empty" | "not-empty" = "not-empty",
): string {
  if (typeof value !== "string") return wrong(place, "a string", value);
  if (value === "" && empty === "not-empty") throw new FormatError(place, "must not be empty");
  return value;
}

export function booleanAt(value: unknown, place: Place): boolean {
  return typeof value === "boolean" ? value : wrong(place, "true or false", value);
}

/** A whole number within `[min, max]`. */
export function integerAt(value: unknown, place: Place, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value)) return wrong(place, "a whole number", value);
  if (value < min || value > max)
    throw new FormatError(place, `must be from ${min} to ${max}, but is ${value}`);
  return value;
}

export function oneOfAt<T extends string>(value: unknown, place: Place, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  return found ?? wrong(place, `one of ${allowed.map((one) => `"${one}"`).join(", ")}`, value);
}

export function listAt<T>(
  value: unknown,
  place: Place,
  item: (value: unknown, place: Place) => T,
): readonly T[] {
  if (!Array.isArray(value)) return wrong(place, "a list", value);
  return value.map((one: unknown, index) => item(one, inside(place, index)));
}

/** An object with free keys. */
export function recordAt<T>(
  value: unknown,
  place: Place,
  item: (value: unknown, place: Place, key: string) => T,
): Readonly<Record<string, T>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return wrong(place, "an object", value);
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([key, one]) => [
      key,
      item(one, { ...place, field: `${place.field}[${JSON.stringify(key)}]` }, key),
    ]),
  );
}

/** A relative path that stays inside its folder: no `..`, no empty part, no leading slash, no backslash, no NUL. */
export function pathAt(value: unknown, place: Place): string {
  const path = stringAt(value, place);
  const parts = path.split("/");
  if (/[\\\0]/.test(path) || parts.some((part) => part === "" || part === "." || part === "..")) {
    throw new FormatError(place, `must be a path inside the folder, but is ${JSON.stringify(path)}`);
  }
  return path;
}
