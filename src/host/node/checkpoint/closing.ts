// Taken before any program ran.
const { freeze, getOwnPropertyDescriptor, getPrototypeOf, prototype: objectPrototype } = Object;
const { ownKeys } = Reflect;

/** From this length on an array of texts or numbers is a table, which nothing changes. */
const TABLE = 64;

/** What functions have by themselves, and what Node's library gives to some when it makes them. */
const FUNCTION_KEYS: ReadonlySet<unknown> = new Set([
  "length",
  "name",
  "prototype",
  "withoutStackTrace",
  "enabled",
]);

/**
 * Freezes a function that is no constructor by its name and its `prototype`, and that has no property of its own making:
 * most of a library's objects need not be looked at then. Only what asks for its properties' attributes could tell.
 */
export function closeFunction(object: object): void {
  if (typeof object !== "function") return;
  const isClosed = closePrototype(object);
  if (isClosed && ownKeys(object).every((key) => FUNCTION_KEYS.has(key))) freeze(object);
}

/**
 * Freezes the `prototype` that the language gave a function which is no constructor by its name, and that nobody ever
 * used.
 *
 * @returns whether nothing can change about it now, or there is none
 */
function closePrototype(object: { readonly name: string }): boolean {
  const own = getOwnPropertyDescriptor(object, "prototype");
  if (!own) return true;
  if (!/^($|[a-z])/.test(object.name)) return false;
  const value: unknown = own.value;
  if (!own.writable || typeof value !== "object" || value === null) return false;
  if (ownKeys(value).length !== 1 || getPrototypeOf(value) !== objectPrototype) return false;
  if (getOwnPropertyDescriptor(value, "constructor")?.value !== object) return false;
  freeze(value);
  return true;
}

/** Freezes a long list of nothing but texts or numbers. */
export function closeTable(object: object): void {
  if (!Array.isArray(object) || object.length < TABLE) return;
  if (object.every((item) => typeof item === "string" || typeof item === "number")) freeze(object);
}
