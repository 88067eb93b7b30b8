/** Longer sources are not looked at: what notes promises costs a parse. */
const LONGEST = 65_536;

/** Programs that cannot print a promise need not know of its state. */
const PRINTS = /\bconsole\b|\binspect\b|\bformat\b/;
/** Whether a source may make a promise. */
export const HAS_PROMISES = /\basync\b|\bPromise\b/;

/** How functions that give promises get their names. */
const NAMED =
  /\basync\s+function\s+([\w$]+)|\b([\w$]+)\s*[=:]\s*async\b|\basync\s+#?([\w$]+)\s*\(|\bfunction\s+([\w$]+)\s*\([^)]*\)\s*\{\s*return\s+new\s+Promise\b|\b([\w$]+)\s*=\s*(?:\([^()]*\)|[\w$]+)\s*=>\s*(?:\{\s*return\s)?\s*new\s+Promise\b/g;

/** A promise that is made where its value is kept or handed on, if it is not what another function of `Promise` waits for. */
const KEPT =
  /[=(,[:?&|]\s*(?:new\s+Promise\b|\(\s*async\b|Promise\.(?:all|allSettled|any|race)\()|\.map\(\s*async\b|[=(,[:?&|]\s*[\w$.]+(?:\([^()]*\))?\.(?:then|catch|finally)\(/g;

/** The object of a method's call, and the space before it. */
const RECEIVER = /\s*(?:(?:\bnew\s+)?[\w$.]+(?:\([^()]*\))?\.)?#?$/;

/** What comes before a call whose promise nobody else sees: it is awaited, returned or dropped. */
const UNSEEN = /(?:^|[;{})]|\b(?:await|return|function|async|void|static|yield|get|set|new)|=>|\*)$/;

/** In the arguments of `Promise.all` and its like. */
const WAITED_FOR = /\bPromise\.\w+\(\s*\[?[^;{}]*$/;

/** The names of functions that give promises in a source. */
export function promiseNames(source: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const match of source.matchAll(NAMED)) {
    const name = match.slice(1).find((found) => found !== undefined);
    if (name !== undefined && name !== "function") names.add(name);
  }
  return names;
}

/**
 * Whether a source may print a promise that it made, judged by its looks: quickly, since most programs do not, and these
 * pay nothing else. It is worth a parse when the value of a call of an async function goes somewhere else than to `await`.
 *
 * @returns what functions that give promises are called in it
 */
export function seenPromises(source: string): ReadonlySet<string> | undefined {
  if (source.length > LONGEST || !HAS_PROMISES.test(source) || !PRINTS.test(source)) return undefined;
  const names = promiseNames(source);
  const isSeen = (at: number) => !WAITED_FOR.test(source.slice(Math.max(0, at - 200), at));
  for (const { index } of source.matchAll(KEPT)) if (isSeen(index + 1)) return names;
  if (names.size === 0) return undefined;
  const pattern = [...names].map((name) => name.replaceAll("$", "\\$")).join("|");
  for (const { index } of source.matchAll(new RegExp(`\\b(?:${pattern})\\s*\\(`, "g"))) {
    const before = source.slice(Math.max(0, index - 200), index).replace(RECEIVER, "");
    if (!UNSEEN.test(before) && !WAITED_FOR.test(before)) return names;
  }
  return undefined;
}
