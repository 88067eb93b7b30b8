/**
 * The arguments of an earlier call as JSON of an object: as the model wrote them where they are that. Some servers
 * refuse a request whose history holds malformed ones, so these are wrapped.
 */
export function argumentsJson(text: string): string {
  return parsed(text) ? text : JSON.stringify({ malformed: text });
}

/** The same as an object. */
export function argumentsObject(text: string): Readonly<Record<string, unknown>> {
  return parsed(text) ?? { malformed: text };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
