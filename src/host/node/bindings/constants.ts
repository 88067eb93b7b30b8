import type { RealmContext } from "../realm-context.ts";

/** Groups that few programs look at: they are made when one does. */
const rare = new Set(["crypto", "zlib"]);

/** `constants`: numbers of the operating system, zlib, OpenSSL … as objects without a prototype. */
export function constantsBinding(context: RealmContext): Record<string, unknown> {
  const groups: Record<string, unknown> = Object.create(null);
  for (const [name, values] of Object.entries(context.recorded.constants))
    if (rare.has(name)) makeLater(groups, name, values);
    else groups[name] = withoutPrototypes(values);
  return groups;
}

function withoutPrototypes(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) copy[key] = withoutPrototypes(inner);
  return copy;
}

function makeLater(groups: Record<string, unknown>, name: string, values: object): void {
  let made: object | undefined;
  Object.defineProperty(groups, name, {
    get: () => (made ??= fixed(values)),
    configurable: true,
    enumerable: true,
  });
}

/** The same constants, which nobody can change. */
function fixed(values: object): object {
  const copy = Object.create(null) as object;
  // What was recorded as JSON lost the one number that JSON has not.
  for (const [key, value] of Object.entries(values))
    Object.defineProperty(copy, key, {
      value: value === null ? Infinity : (value as unknown),
      enumerable: true,
    });
  return copy;
}
