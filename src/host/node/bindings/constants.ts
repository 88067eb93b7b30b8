import type { RealmContext } from "../realm-context.ts";

/** Groups that few programs look at: they are made when one does. */
const rare = new Set(["crypto", "zlib"]);

/** `constants`: numbers of the operating system, zlib, OpenSSL … as objects without a prototype. */
export function constantsBinding(context: RealmContext): Record<string, unknown> {
  const groups: Record<string, unknown> = Object.create(null);
  for (const [name, values] of Object.entries(context.recorded.constants))
    if (rare.has(name)) makeLater(groups, name, values);
    else groups[name] = fixed(values);
  return groups;
}

function makeLater(groups: Record<string, unknown>, name: string, values: object): void {
  let made: object | undefined;
  Object.defineProperty(groups, name, {
    get: () => (made ??= fixed(values)),
    configurable: true,
    enumerable: true,
  });
}

/** The same constants, which nobody can change; more may be added. */
function fixed(values: object): object {
  const copy = Object.create(null) as object;
  for (const [key, given] of Object.entries(values)) {
    const isGroup = typeof given === "object" && given !== null && !Array.isArray(given);
    // What was recorded as JSON lost the one number that JSON has not.
    const value: unknown = given === null ? Infinity : isGroup ? fixed(given as object) : given;
    Object.defineProperty(copy, key, { value, enumerable: true });
  }
  return copy;
}
