import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = import.meta.dirname;

/** Room -> the rooms it may import. Anything not listed is a mistake, or a decision to write down here. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  host: [],
  sandbox: ["core", "host"],
  model: ["core"],
  catalog: ["core"],
  reference: ["core", "sandbox"],
  grading: ["core", "sandbox"],
  agent: ["core", "model", "sandbox"],
  runs: ["core"],
  // A recording is played as a model is asked.
  recordings: ["core", "model"],
  session: ["core", "sandbox", "catalog", "reference", "grading", "model", "agent", "runs", "recordings"],
  ui: ["core", "session"],
};

/** Each foreign package with an API of its own is imported by one place only. */
const FOREIGN: ReadonlyArray<readonly [RegExp, ...string[]]> = [
  [/^monaco-editor/, "ui/editor"],
  [/^@xterm\//, "ui/terminal"],
  [/^uplot/, "ui/chart"],
  [/^@webcontainer\/api/, "sandbox"],
  [/^openai/, "model"],
  [/^@anthropic-ai\//, "model"],
  // Each keeps a database of its own: what one room stores is no other's business.
  [/^idb$/, "runs", "catalog"],
  [/^comlink/, "host"],
];

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return walk(path);
    return /\.(ts|tsx)$/.test(name) && !name.endsWith(".d.ts") ? [path] : [];
  });
}

/** All specifiers of static imports, re-exports, dynamic imports and worker URLs of one file. */
function importsOf(text: string): string[] {
  const patterns = [
    /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*["']([^"']+)["']/g,
    /(?:^|\n)\s*import\s*["']([^"']+)["']/g,
    /\bimport\(\s*["']([^"']+)["']\s*\)/g,
    /new URL\(\s*["'](\.[^"']+)["'],\s*import\.meta\.url/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));
}

const files = walk(SRC).map((path) => ({ path: relative(SRC, path), text: readFileSync(path, "utf8") }));
const room = (path: string): string => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "");

/** `[from, to]` for every import between files of src/. */
const edges = files.flatMap(({ path, text }) =>
  importsOf(text)
    // What a package keeps from its importers is still a package's.
    .filter((specifier) => specifier.startsWith(".") && !specifier.includes("/node_modules/"))
    .map((specifier) => {
      const target = relative(SRC, resolve(SRC, dirname(path), specifier.replace(/\?.*$/, "")));
      return [path, target] as const;
    }),
);

test("rooms import only along the drawn arrows, through a room's index.ts", () => {
  const wrong: string[] = [];
  for (const [from, to] of edges) {
    const [a, b] = [room(from), room(to)];
    if (a === b || a === "") continue;
    if (b === "" || b.startsWith("..")) {
      wrong.push(`${from} imports ${to}, which is outside every room`);
      continue;
    }
    if (!(ALLOWED[a] ?? []).includes(b)) {
      wrong.push(`${from} may not import ${b}`);
      continue;
    }
    const inside = to.slice(b.length + 1);
    const isTest = /\.test\.tsx?$/.test(from) || from.endsWith("testing.ts");
    const open = b === "core" || /^index(\.ts)?$/.test(inside) || (isTest && /^testing(\.ts)?$/.test(inside));
    if (!open) wrong.push(`${from} imports ${to}; import ${b}/index.ts`);
  }
  expect(wrong).toEqual([]);
});

test("there are no import cycles between files", () => {
  const byFile = new Map<string, string[]>();
  const known = new Set(files.map((file) => file.path));
  const settle = (to: string): string | undefined =>
    [to, `${to}.ts`, `${to}.tsx`, `${to}/index.ts`].find((name) => known.has(name));
  for (const { path, text } of files) {
    // Types vanish at build time, so a cycle of `import type` cannot be met at run time.
    const withoutTypes = text.replaceAll(/(?:^|\n)\s*(?:import|export)\s+type\s[^;]*;/g, "\n");
    const targets = importsOf(withoutTypes).filter((s) => s.startsWith("."));
    byFile.set(
      path,
      targets.flatMap(
        (s) => settle(relative(SRC, resolve(SRC, dirname(path), s.replace(/\?.*$/, "")))) ?? [],
      ),
    );
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: string[]): void => {
    if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
    if (done.has(file) || trail.includes(file)) return;
    for (const next of byFile.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of byFile.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});

test("each foreign API is imported by one place", () => {
  const wrong = files.flatMap(({ path, text }) =>
    importsOf(text).flatMap((specifier) =>
      FOREIGN.filter(
        ([name, ...homes]) => name.test(specifier) && !homes.some((home) => path.startsWith(`${home}/`)),
      ).map(([, ...homes]) => `${path} imports ${specifier}; only ${homes.join("/ and ")}/ may`),
    ),
  );
  expect(wrong).toEqual([]);
});

test("no source file is longer than 400 lines", () => {
  const long = files.filter(({ path, text }) => !/\.test\.tsx?$/.test(path) && text.split("\n").length > 401);
  expect(long.map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`)).toEqual([]);
});

test("every room is in the table", () => {
  const rooms = readdirSync(SRC).filter((name) => statSync(join(SRC, name)).isDirectory());
  expect(rooms.filter((name) => !(name in ALLOWED))).toEqual([]);
});
