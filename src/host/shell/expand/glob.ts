import { SyscallError } from "../../machine/syscalls.ts";
import type { Shell } from "../run/shell.ts";
import { hasPattern, patternRegex, plainText } from "./pattern.ts";

const DIRECTORY = 2;
const LINK = 3;

/** Path names that match, sorted by byte; none if nothing does. */
export function glob(shell: Shell, pattern: string): string[] {
  const segments = pattern.split(/\/+/);
  const absolute = pattern.startsWith("/");
  if (absolute) segments.shift();
  const onlyDirectories = segments.at(-1) === "";
  if (onlyDirectories) segments.pop();
  let found = [absolute ? "/" : ""];
  segments.forEach((segment, i) => {
    const last = i === segments.length - 1 && !onlyDirectories;
    found = found.flatMap((base) => matchSegment(shell, base, segment, last));
  });
  if (onlyDirectories) found = found.filter((path) => isDirectory(shell, path)).map((path) => `${path}/`);
  return found.toSorted(compareText);
}

/** By code point, which is the order of bytes in UTF-8. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const surrogates = x >= 0xd800 && x < 0xe000 !== (y >= 0xd800 && y < 0xe000);
    if (surrogates) return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
    return x - y;
  }
  return a.length - b.length;
}

function matchSegment(shell: Shell, base: string, segment: string, last: boolean): string[] {
  const { options } = shell;
  if (!hasPattern(segment, options.extglob)) {
    const path = join(base, plainText(segment));
    return exists(shell, path) ? [path] : [];
  }
  if (segment === "**" && options.globstar) {
    const deep = walk(shell, base, last);
    return last ? deep.filter((path) => path !== base) : deep;
  }
  const dots = options.dotglob || segment.startsWith(".") || segment.startsWith("\\.");
  const regex = patternRegex(segment, {
    extended: options.extglob,
    ignoreCase: options.nocaseglob,
    path: true,
    dots,
  });
  return entries(shell, base)
    .filter(({ name }) => regex.test(name))
    .filter(
      (entry) =>
        last ||
        entry.type === DIRECTORY ||
        (entry.type === LINK && isDirectory(shell, join(base, entry.name))),
    )
    .map(({ name }) => join(base, name));
}

/** The folder itself and everything below it; only folders unless `files`. */
function walk(shell: Shell, base: string, files: boolean): string[] {
  const found = [base];
  for (const { name, type } of entries(shell, base)) {
    if (name.startsWith(".") && !shell.options.dotglob) continue;
    if (type === DIRECTORY) found.push(...walk(shell, join(base, name), files));
    else if (files) found.push(join(base, name));
  }
  return found;
}

function entries(shell: Shell, base: string): { name: string; type: number }[] {
  return attempt(() => shell.sys.readdir(shell.path(base === "" ? "." : base)), []);
}

function exists(shell: Shell, path: string): boolean {
  return attempt(() => (shell.sys.lstat(shell.path(path)), true), false);
}

function isDirectory(shell: Shell, path: string): boolean {
  return attempt(() => (shell.sys.stat(shell.path(path)).mode & 0o170000) === 0o040000, false);
}

/** A path that cannot be looked at does not match. */
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch (error) {
    if (error instanceof SyscallError) return otherwise;
    throw error;
  }
}

function join(base: string, name: string): string {
  return base === "" || base.endsWith("/") ? base + name : `${base}/${name}`;
}
