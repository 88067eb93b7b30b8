import type { Place } from "./stack-trace.ts";

/** How far below the making of an error its throwing is looked for. */
const NEARBY_LINES = 12;

/**
 * Where an error was thrown, worked out from where it was made: browsers tell only the latter. Node shows the former.
 *
 * @param frames the innermost frames of the error's stack
 * @param line one line of a source, from 1
 * @returns the place of the `throw`, or of the making where no `throw` is in sight
 */
export function throwPlace(
  frames: readonly Place[],
  line: (file: string, line: number) => string | undefined,
): Place | undefined {
  for (const frame of frames) {
    const text = line(frame.file, frame.line) ?? "";
    const before = text.slice(0, frame.column - 1);
    const thrown = /\bthrow\s+(?:await\s+)?[\w$.]*$/.exec(before);
    if (thrown) return { ...frame, column: thrown.index + 1 };
    const named = /(?:^|[\s,;({])([\w$]+)\s*=\s*[\w$.]*$/.exec(before)?.[1];
    const later = named === undefined ? undefined : laterThrow(frame, named, line);
    if (later) return later;
    // What this function returns may be thrown by its caller.
    if (!/(?:\breturn\s+|=>\s*\(?\s*)[\w$.]*$/.test(before)) break;
  }
  return frames[0];
}

function laterThrow(
  { file, line: from }: Place,
  name: string,
  line: (file: string, line: number) => string | undefined,
): Place | undefined {
  const statement = new RegExp(`\\bthrow\\s+(?:[\\w$.]+\\()?${name.replaceAll("$", "\\$")}\\b`);
  for (let at = from; at < from + NEARBY_LINES; at++) {
    const found = statement.exec(line(file, at) ?? "");
    if (found) return { file, line: at, column: found.index + 1 };
  }
  return undefined;
}
