import type { RealmContext } from "../realm-context.ts";

/** `constants`: numbers of the operating system, zlib, OpenSSL … as objects without a prototype. */
export function constantsBinding(context: RealmContext): Record<string, unknown> {
  return withoutPrototypes(context.recorded.constants) as Record<string, unknown>;
}

function withoutPrototypes(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) copy[key] = withoutPrototypes(inner);
  return copy;
}
