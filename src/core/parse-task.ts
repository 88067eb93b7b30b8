import { FormatError, type Place } from "./format-error.ts";
import { withLines } from "./json-lines.ts";
import {
  booleanAt,
  inside,
  integerAt,
  jsonAt,
  listAt,
  objectAt,
  oneOfAt,
  pathAt,
  stringAt,
} from "./read-json.ts";
import type { Forbidden, Original, Task, TaskSize } from "./task.ts";

/** What a person writes: a task without what the build finds out. */
export type TaskSource = Omit<Task, "version" | "counts" | "digests" | "hasReference"> & {
  /** Pages under docs/, in reading order. */
  readonly docs: readonly string[];
};

/** What is served as `tasks/<id>/task.json`. */
export interface ServedTask {
  readonly task: Task;
  /** Pages under docs/, in reading order. */
  readonly docs: readonly string[];
  /** The original's bundle under reference/; null when a task has none. */
  readonly reference: { readonly entry: string; readonly files: readonly string[] } | null;
}

const WRITTEN = [
  "id",
  "title",
  "summary",
  "size",
  "category",
  "command",
  "original",
  "limits",
  "forbidden",
  "scope",
  "stderrExempt",
  "docs",
];

/** Upper bounds of the sizes, in own lines of the original (MirrorCode's S, M, L, with XL above). */
const SIZES: readonly (readonly [TaskSize, number])[] = [
  ["S", 500],
  ["M", 2_000],
  ["L", 8_000],
  ["XL", Infinity],
];

/** The size that belongs to a number of own lines. */
export function sizeOf(lines: number): TaskSize {
  return SIZES.find(([, below]) => lines < below)?.[0] ?? "XL";
}

function originalAt(value: unknown, place: Place): Original {
  const read = objectAt(value, place, ["package", "version", "license", "homepage", "lines", "kind"]);
  return {
    package: stringAt(read["package"], inside(place, "package")),
    version: stringAt(read["version"], inside(place, "version")),
    license: stringAt(read["license"], inside(place, "license")),
    homepage: stringAt(read["homepage"], inside(place, "homepage"), "may-be-empty"),
    lines: integerAt(read["lines"], inside(place, "lines"), 0, 100_000_000),
    kind: oneOfAt(read["kind"], inside(place, "kind"), ["js", "wasm", "native"]),
  };
}

const text = (value: unknown, place: Place): string => stringAt(value, place);

function forbiddenAt(value: unknown, place: Place): Forbidden {
  const read = objectAt(value, place, ["modules", "globals"]);
  const module = (one: unknown, at: Place): string => {
    const name = text(one, at);
    if (name.startsWith("node:")) throw new FormatError(at, `must be written without "node:"`);
    return name;
  };
  return {
    modules: listAt(read["modules"], inside(place, "modules"), module),
    globals: listAt(read["globals"], inside(place, "globals"), text),
  };
}

function idAt(value: unknown, place: Place): string {
  const id = text(value, place);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
    throw new FormatError(
      place,
      `must be lower-case letters, digits and single hyphens, but is ${JSON.stringify(id)}`,
    );
  }
  return id;
}

function pageAt(value: unknown, place: Place): string {
  const page = pathAt(value, place);
  if (!page.endsWith(".md"))
    throw new FormatError(place, `must end in ".md", but is ${JSON.stringify(page)}`);
  return page;
}

function sourceOf(read: Readonly<Record<string, unknown>>, place: Place): TaskSource {
  const original = originalAt(read["original"], inside(place, "original"));
  const size = oneOfAt(read["size"], inside(place, "size"), ["S", "M", "L", "XL"]);
  if (original.lines > 0 && size !== sizeOf(original.lines)) {
    throw new FormatError(
      inside(place, "size"),
      `must be "${sizeOf(original.lines)}" for ${original.lines} lines, but is "${size}"`,
    );
  }
  const limits = objectAt(read["limits"], inside(place, "limits"), ["caseMs"]);
  const docs = listAt(read["docs"], inside(place, "docs"), pageAt);
  if (docs.length === 0) throw new FormatError(inside(place, "docs"), "must name at least one page");
  return {
    id: idAt(read["id"], inside(place, "id")),
    title: text(read["title"], inside(place, "title")),
    summary: text(read["summary"], inside(place, "summary")),
    size,
    category: text(read["category"], inside(place, "category")),
    command: text(read["command"], inside(place, "command")),
    original,
    limits: { caseMs: integerAt(limits["caseMs"], inside(place, "limits.caseMs"), 100, 60_000) },
    forbidden: forbiddenAt(read["forbidden"], inside(place, "forbidden")),
    scope: listAt(read["scope"], inside(place, "scope"), text),
    stderrExempt: booleanAt(read["stderrExempt"], inside(place, "stderrExempt")),
    docs,
  };
}

/** A task's source file. @throws FormatError that names file, line and field. */
export function parseTaskSource(content: string, file: string): TaskSource {
  const place: Place = { file, field: "" };
  return withLines(content, () => sourceOf(objectAt(jsonAt(content, place), place, WRITTEN), place));
}

function digestAt(value: unknown, place: Place): string {
  const digest = text(value, place);
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new FormatError(place, "must be 64 hexadecimal digits (SHA-256)");
  return digest;
}

/** What the build adds to what a person writes. */
const FOUND = ["version", "counts", "digests", "reference"];

/** A served task file. @throws FormatError that names file, line and field. */
export function parseTask(content: string, file: string): ServedTask {
  const place: Place = { file, field: "" };
  return withLines(content, () => taskAt(jsonAt(content, place), place));
}

/** A served task as parsed JSON. @throws FormatError that names file and field. */
export function taskAt(value: unknown, place: Place): ServedTask {
  const read = objectAt(value, place, [...WRITTEN, ...FOUND]);
  const reference = referenceAt(read["reference"], inside(place, "reference"));
  const { docs, ...source } = sourceOf(read, place);
  const counts = objectAt(read["counts"], inside(place, "counts"), ["visible", "hidden"]);
  const digests = objectAt(read["digests"], inside(place, "digests"), ["visible", "hidden"]);
  return {
    task: {
      ...source,
      version: text(read["version"], inside(place, "version")),
      hasReference: reference !== null,
      counts: {
        visible: integerAt(counts["visible"], inside(place, "counts.visible"), 0, 1_000_000),
        hidden: integerAt(counts["hidden"], inside(place, "counts.hidden"), 0, 1_000_000),
      },
      digests: {
        visible: digestAt(digests["visible"], inside(place, "digests.visible")),
        hidden: digestAt(digests["hidden"], inside(place, "digests.hidden")),
      },
    },
    docs,
    reference,
  };
}

function referenceAt(value: unknown, place: Place): ServedTask["reference"] {
  if (value === null) return null;
  const read = objectAt(value, place, ["entry", "files"]);
  const files = listAt(read["files"], inside(place, "files"), pathAt);
  const entry = pathAt(read["entry"], inside(place, "entry"));
  if (!files.includes(entry))
    throw new FormatError(inside(place, "entry"), `${JSON.stringify(entry)} is not in files`);
  return { entry, files };
}
