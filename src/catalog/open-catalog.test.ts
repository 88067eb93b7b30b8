import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { CatalogError, openCatalog, type Catalog } from "./index.ts";

const row = (name: string, hidden: boolean): string =>
  `${JSON.stringify({
    test_case: {
      name,
      args: ["-q"],
      env: {},
      stdin: "",
      files: {},
      labels: hidden ? ["hidden"] : [],
      visible_duals: [],
    },
    stdout: "é\n",
    stderr: "",
    returncode: 0,
  })}\n`;
const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
const [visible, hidden] = [row("a", false) + row("b", false), row("c", true)];

const task = (id: string): Record<string, unknown> => ({
  id,
  version: "1",
  title: id,
  summary: "s",
  size: "S",
  category: "c",
  command: id,
  original: { package: "p", version: "1", license: "MIT", homepage: "", lines: 9, kind: "js" },
  limits: { caseMs: 2000 },
  forbidden: { modules: [], globals: [] },
  scope: [],
  stderrExempt: false,
  docs: ["manual.md"],
  counts: { visible: 2, hidden: 1 },
  digests: { visible: digest(visible), hidden: digest(hidden) },
  reference: { entry: "main.js", files: ["main.js"] },
});

/** Serves files from memory below a sub-path. */
function serving(files: Readonly<Record<string, string>>): Catalog {
  const baseUrl = "https://example.org/app/";
  return openCatalog({
    baseUrl,
    indexedDB: new IDBFactory(),
    fetch: (input) => {
      const path = String(input instanceof Request ? input.url : input).replace(`${baseUrl}tasks/`, "");
      const body = files[path];
      return Promise.resolve(new Response(body ?? "none", { status: body === undefined ? 404 : 200 }));
    },
  });
}

const good = {
  "index.json": JSON.stringify({ tasks: ["one"] }),
  "one/task.json": JSON.stringify(task("one")),
  "one/docs/manual.md": "intro\n\n# The manual\n",
  "one/prompt.md": "Rebuild it.",
  "one/cases/visible.jsonl": visible,
  "one/cases/hidden.jsonl": hidden,
  "one/reference/main.js": "console.log(1)",
};

test("a task with docs, prompt, cases and reference is read", async () => {
  const catalog = serving(good);
  const { tasks, broken } = await catalog.list();
  const one = tasks[0]!;
  expect(broken).toEqual([]);
  expect(one.id).toBe("one");
  expect(await catalog.docs(one)).toEqual([
    { name: "manual.md", title: "The manual", markdown: "intro\n\n# The manual\n" },
  ]);
  expect(await catalog.prompt(one)).toBe("Rebuild it.");
  expect((await catalog.visibleCases(one)).map((c) => c.name)).toEqual(["a", "b"]);
  expect((await catalog.hiddenCases(one)).map((c) => [c.name, c.hidden])).toEqual([["c", true]]);
  const reference = await catalog.reference(one);
  expect([reference.entry, Object.keys(reference.files)]).toEqual(["main.js", ["main.js"]]);
});

test("a broken task gets one message and the others still load", async () => {
  const files = {
    ...good,
    "index.json": JSON.stringify({ tasks: ["one", "two", "three", "four"] }),
    "two/task.json": JSON.stringify({ ...task("two"), size: 3 }),
    "four/task.json": JSON.stringify(task("five")),
  };
  const { tasks, broken } = await serving(files).list();
  expect(tasks.map(({ id }) => id)).toEqual(["one"]);
  expect(broken.every(({ remedy }) => remedy !== "")).toBe(true);
  expect(broken.map(({ id, message }) => ({ id, message }))).toEqual([
    {
      id: "two",
      message: 'tasks/two/task.json line 1: size must be one of "S", "M", "L", "XL", but is the number 3',
    },
    { id: "three", message: "tasks/three/task.json could not be loaded: the server answered 404." },
    { id: "four", message: 'tasks/four/task.json line 1: id must be "four", the folder\'s name' },
  ]);
});

test.each([
  ["a list that is not JSON", { "index.json": "<html>" }, /tasks\/index\.json: is not JSON/],
  ["no list", { "index.json": undefined }, /index\.json could not be loaded: the server answered 404/],
])("%s is one error with a remedy", async (_what, change, message) => {
  const files = Object.fromEntries(
    Object.entries({ ...good, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  const error = await serving(files)
    .list()
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CatalogError);
  expect((error as CatalogError).message).toMatch(message);
  expect((error as CatalogError).remedy).not.toBe("");
});

test("cases that are not those of the task are refused", async () => {
  const catalog = serving({ ...good, "one/cases/hidden.jsonl": row("d", true) });
  const [one] = (await catalog.list()).tasks;
  await expect(catalog.hiddenCases(one!)).rejects.toThrow(
    "tasks/one/cases/hidden.jsonl is not the file that belongs to one 1.",
  );
});

test("a line that is wrong is named, even when the digest is right", async () => {
  const bad = `${visible}{"stdout": 1}\n`;
  const digests = { visible: digest(bad), hidden: digest(hidden) };
  const catalog = serving({
    ...good,
    "one/task.json": JSON.stringify({ ...task("one"), digests }),
    "one/cases/visible.jsonl": bad,
  });
  const [one] = (await catalog.list()).tasks;
  await expect(catalog.visibleCases(one!)).rejects.toThrow(
    "tasks/one/cases/visible.jsonl line 3: test_case is missing",
  );
});

test("a task without a reference says so", async () => {
  const catalog = serving({ ...good, "one/task.json": JSON.stringify({ ...task("one"), reference: null }) });
  const [one] = (await catalog.list()).tasks;
  await expect(catalog.reference(one!)).rejects.toThrow("one has no original to ask");
});

test("a failing connection is one error", async () => {
  const catalog = openCatalog({
    baseUrl: "https://example.org/",
    indexedDB: new IDBFactory(),
    fetch: () => Promise.reject(new TypeError("Failed to fetch")),
  });
  await expect(catalog.list()).rejects.toThrow("tasks/index.json could not be loaded: Failed to fetch.");
});
