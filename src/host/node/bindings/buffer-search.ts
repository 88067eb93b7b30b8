/** What is looked for, and how: `indexOf` and `lastIndexOf` of Buffer (IndexOfOffset and the searches in node_buffer.cc). */
export interface Search {
  /** Where the search begins; from the end when negative. */
  readonly at: number;
  readonly forward: boolean;
  /** Bytes from here on do not count. */
  readonly end?: number | undefined;
  /** 2 for UTF-16, of which whole units are compared. */
  readonly unit?: 1 | 2;
}

/** @returns the first byte's index, or -1 */
export function indexOf(bytes: Uint8Array, needle: Uint8Array, search: Search): number {
  const { at, forward, end = bytes.length, unit = 1 } = search;
  const whole = (count: number) => count - (count % unit);
  const length = whole(Math.min(bytes.length, Math.max(0, Math.trunc(end) || 0)));
  const start = startOf(bytes.length, at, needle.length, forward);
  if (needle.length === 0) return Math.min(start, length);
  if (start < 0 || needle.length > length || (forward && start + needle.length > length)) return -1;
  if (needle.length < unit) return -1;
  const haystack = bytes.subarray(0, length);
  const units = needle.subarray(0, whole(needle.length));
  if (forward) return firstIndex(haystack, units, whole(start), unit);
  return lastIndex(haystack, units, whole(Math.min(start, length - units.length)), unit);
}

/** -1 when nothing can be found from there. */
function startOf(length: number, at: number, needleLength: number, forward: boolean): number {
  if (at < 0) {
    if (at + length >= 0) return length + at;
    return forward || needleLength === 0 ? 0 : -1;
  }
  if (at + needleLength <= length) return at;
  if (needleLength === 0) return length;
  return forward ? -1 : length - 1;
}

function firstIndex(haystack: Uint8Array, needle: Uint8Array, start: number, unit: number): number {
  const last = haystack.length - needle.length;
  const [first = 0] = needle;
  let found = haystack.indexOf(first, start);
  for (; found >= 0 && found <= last; found = haystack.indexOf(first, found + 1))
    if (found % unit === 0 && matches(haystack, needle, found)) return found;
  return -1;
}

function lastIndex(haystack: Uint8Array, needle: Uint8Array, start: number, unit: number): number {
  const [first = 0] = needle;
  let found = haystack.lastIndexOf(first, start);
  for (; found >= 0; found = found === 0 ? -1 : haystack.lastIndexOf(first, found - 1))
    if (found % unit === 0 && matches(haystack, needle, found)) return found;
  return -1;
}

function matches(haystack: Uint8Array, needle: Uint8Array, at: number): boolean {
  for (let index = 0; index < needle.length; index++)
    if (haystack[at + index] !== needle[index]) return false;
  return true;
}
