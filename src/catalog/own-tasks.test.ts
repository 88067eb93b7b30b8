import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { strToU8, zipSync } from "fflate";
import { beforeEach, describe, expect, test } from "vitest";
import { type Catalog, type GivenFile, openCatalog } from "./index.ts";

interface Row {
  test_case: Record<string, unknown> & { name: string; files?: Record<string, unknown> };
  stdout: string;
  stderr: string;
  returncode: number;
}

const row = (name: string, change: Partial<Row["test_case"]> = {}): Row => ({
  test_case: { name, args: [name], ...change },
  stdout: `${name}\n`,
  stderr: "",
  returncode: 0,
});
const hiddenRow = (name: string, change: Partial<Row["test_case"]> = {}): Row =>
  row(name, { labels: ["hidden"], visible_duals: ["a"], ...change });
const lines = (...rows: readonly unknown[]): string => rows.map((one) => `${JSON.stringify(one)}\n`).join("");

const TASK = {
  id: "shout",
  title: "shout",
  summary: "Prints its arguments in capitals.",
  size: "S",
  category: "text",
  command: "shout",
  original: { package: "mirrorbox", version: "1.0.0", license: "MIT", homepage: "", lines: 7, kind: "js" },
  limits: { caseMs: 2000 },
  forbidden: { modules: [], globals: [] },
  scope: [],
  stderrExempt: false,
  docs: ["manual.md"],
};

type Files = Readonly<Record<string, string | undefined>>;

const GOOD: Files = {
  "task.json": JSON.stringify(TASK, null, 2),
  "prompt.md": "Rebuild shout.",
  "docs/manual.md": "# shout\n\nPrints.\n",
  "cases/visible.jsonl": lines(row("a"), row("b")),
  "cases/hidden.jsonl": lines(hiddenRow("c")),
  "reference/main.js": "console.log(1)",
};

const entries = (files: Files): [string, string][] =>
  Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]));
const folder = (files: Files, name = "shout"): GivenFile[] =>
  entries(files).map(([path, text]) => ({ path: `${name}/${path}`, blob: new Blob([text]) }));
const zipped = (files: Files, name = "shout.zip"): GivenFile => ({
  path: name,
  blob: new Blob([zipSync(Object.fromEntries(entries(files).map(([path, text]) => [path, strToU8(text)])))]),
});

let catalog: Catalog;
let factory: IDBFactory;
const open = (): Catalog =>
  openCatalog({
    baseUrl: "https://example.org/",
    indexedDB: factory,
    fetch: () => Promise.resolve(Response.json({ tasks: [] })),
  });
const ids = async (): Promise<string[]> => (await open().list()).own.map(({ id }) => id);

beforeEach(() => {
  factory = new IDBFactory();
  catalog = open();
});

describe("a built task that is given", () => {
  test.each([
    ["a folder", folder(GOOD)],
    ["a folder in a folder", folder(GOOD, "class/week-1/shout")],
    ["a zip", [zipped(GOOD)]],
    [
      "a zip of its folder, with a system's litter",
      [
        zipped({
          ...Object.fromEntries(entries(GOOD).map(([path, text]) => [`shout/${path}`, text])),
          "__MACOSX/shout/._task.json": "x",
          "shout/.DS_Store": "x",
        }),
      ],
    ],
  ])("as %s is kept whole", async (_what, given) => {
    const { tasks, refused } = await catalog.add(given);
    expect(refused).toEqual([]);
    expect(tasks.map(({ task, replaced }) => [task.id, replaced])).toEqual([["own.shout", false]]);
    const [task] = (await open().list()).own;
    expect(task).toMatchObject({ title: "shout", counts: { visible: 2, hidden: 1 }, hasReference: true });
    expect(task?.version).toMatch(/^1\+[0-9a-f]{8}$/);
    expect(await catalog.prompt(task!)).toBe("Rebuild shout.");
    expect((await catalog.docs(task!)).map(({ name, title }) => [name, title])).toEqual([
      ["manual.md", "shout"],
    ]);
    expect((await catalog.visibleCases(task!)).map(({ name }) => name)).toEqual(["a", "b"]);
    expect((await catalog.hiddenCases(task!)).map(({ name }) => name)).toEqual(["c"]);
    expect(Object.keys((await catalog.reference(task!)).files)).toEqual(["main.js"]);
  });

  test("may come without an original", async () => {
    const { tasks } = await catalog.add(folder({ ...GOOD, "reference/main.js": undefined }));
    expect(tasks[0]?.task.hasReference).toBe(false);
    await expect(catalog.reference(tasks[0]!.task)).rejects.toThrow("shout has no original to ask");
  });

  test("changes its version with any byte of it", async () => {
    const version = async (files: Files): Promise<string | undefined> =>
      (await catalog.add(folder(files))).tasks[0]?.task.version;
    const before = await version(GOOD);
    expect(await version(GOOD)).toBe(before);
    expect(await version({ ...GOOD, "docs/manual.md": "# shout\n\nSays.\n" })).not.toBe(before);
  });

  test("replaces the one with its id, and both can be taken back", async () => {
    await catalog.add(folder(GOOD));
    const again = await catalog.add(folder({ ...GOOD, "prompt.md": "Again." }));
    expect(again.tasks[0]?.replaced).toBe(true);
    const [task] = (await catalog.list()).own;
    expect(await catalog.prompt(task!)).toBe("Again.");
    await again.undo();
    expect(await catalog.prompt(task!)).toBe("Rebuild shout.");
    const undo = await catalog.remove("own.shout");
    expect(await ids()).toEqual([]);
    await expect(catalog.prompt(task!)).rejects.toThrow("shout is no longer among this browser's programs");
    await undo();
    expect(await ids()).toEqual(["own.shout"]);
    expect(await catalog.prompt(task!)).toBe("Rebuild shout.");
  });
});

const big = { format: "str", content: "x".repeat(50 * 1024 * 1024) };
const withTask = (change: object): Files => ({
  ...GOOD,
  "task.json": JSON.stringify({ ...TASK, ...change }, null, 2),
});
const withVisible = (...rows: readonly unknown[]): Files => ({
  ...GOOD,
  "cases/visible.jsonl": lines(...rows),
});
const withHidden = (...rows: readonly unknown[]): Files => ({
  ...GOOD,
  "cases/hidden.jsonl": lines(...rows),
});
const withFile = (path: string, file: object): Files =>
  withVisible(row("a"), row("b", { files: { [path]: file } }));

describe("is refused with one message", () => {
  test.each<[string, Files, RegExp]>([
    ["a missing task.json", { ...GOOD, "task.json": undefined }, /^shout\/task\.json: is missing$/],
    ["a missing prompt", { ...GOOD, "prompt.md": undefined }, /^shout\/prompt\.md: is missing$/],
    [
      "missing cases",
      { ...GOOD, "cases/hidden.jsonl": undefined },
      /^shout\/cases\/hidden\.jsonl: is missing$/,
    ],
    ["a missing page", { ...GOOD, "docs/manual.md": undefined }, /^shout\/docs\/manual\.md: is missing$/],
    ["an empty page", { ...GOOD, "docs/manual.md": "\n" }, /^shout\/docs\/manual\.md: is empty$/],
    [
      "a wrong type",
      withTask({ limits: { caseMs: "2000" } }),
      /^shout\/task\.json line 17: limits\.caseMs must be a whole number/,
    ],
    ["an unknown field", withTask({ colour: 1 }), /^shout\/task\.json line 28: colour is an unknown field/],
    [
      "task.json that is no JSON",
      { ...GOOD, "task.json": '{\n  "id": shout\n}' },
      /^shout\/task\.json line 2: is not JSON/,
    ],
    [
      "a page that climbs out",
      withTask({ docs: ["../../x.md"] }),
      /^shout\/task\.json line 26: docs\[0\] must be a path inside/,
    ],
    [
      "wrong counts",
      withTask({ counts: { visible: 3, hidden: 1 } }),
      /line 29: counts\.visible is 3, but cases\/visible\.jsonl has 2 cases/,
    ],
    [
      "a wrong digest",
      withTask({ digests: { visible: "0".repeat(64), hidden: "0".repeat(64) } }),
      /line 29: digests\.visible is not the SHA-256/,
    ],
    [
      "an original without its entry",
      withTask({ reference: { entry: "a.js", files: ["a.js"] } }),
      /^shout\/reference\/a\.js: is missing$/,
    ],
    [
      "a duplicate case name",
      withVisible(row("a"), row("a")),
      /^shout\/cases\/visible\.jsonl line 2: test_case\.name "a" is already/,
    ],
    [
      "a name in both files",
      withHidden(hiddenRow("b", { args: ["z"] })),
      /^shout\/cases\/hidden\.jsonl line 1: test_case\.name is the name of a visible case/,
    ],
    [
      "a hidden case without a dual",
      withHidden(hiddenRow("x"), hiddenRow("c", { visible_duals: [] })),
      /hidden\.jsonl line 2: test_case\.visible_duals names no visible dual/,
    ],
    [
      "a dual that is not there",
      withHidden(hiddenRow("c", { visible_duals: ["q"] })),
      /line 1: test_case\.visible_duals names "q", which is no visible case/,
    ],
    [
      "a hidden case that is visible too",
      withHidden(hiddenRow("c", { args: ["b"] })),
      /line 1: test_case\.args asks the same as the visible case b/,
    ],
    [
      "a visible case labelled hidden",
      withVisible(row("a"), row("b", { labels: ["hidden"] })),
      /visible\.jsonl line 2: test_case\.labels/,
    ],
    [
      "a path of a case that climbs out",
      withFile("../x", { format: "str", content: "" }),
      /visible\.jsonl line 2: test_case\.files\["\.\.\/x"\] must be a path/,
    ],
    [
      "invalid base64",
      withFile("x", { format: "bytes_base64", content: "A?" }),
      /visible\.jsonl line 2: .* is not valid base64/,
    ],
    ["a case of 50 MB", withFile("x", big), /visible\.jsonl line 2: is 5\d{7} characters long/],
  ])("%s", async (_what, files, message) => {
    const other = folder({ ...GOOD, "task.json": JSON.stringify({ ...TASK, id: "other" }) }, "other");
    const { tasks, refused } = await catalog.add([...folder(files), ...other]);
    expect(refused.map((one) => one.message)).toEqual([expect.stringMatching(message)]);
    expect(refused[0]?.remedy).not.toBe("");
    expect(tasks.map(({ task }) => task.id)).toEqual(["own.other"]);
    expect(await ids()).toEqual(["own.other"]);
  });

  const text = (path: string, content: string | Uint8Array<ArrayBuffer>): GivenFile => ({
    path,
    blob: new Blob([content]),
  });
  /** A stored zip entry whose header claims `claimed` bytes. */
  const lying = (claimed: number): Uint8Array<ArrayBuffer> => {
    const bytes = zipSync({ "task.json": new Uint8Array(1000) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at + 4 < bytes.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, claimed, true);
    return bytes;
  };
  const BOMB = zipSync({ "task.json": [new Uint8Array(160 * 1024 * 1024), { level: 9 }] });

  test.each<[string, GivenFile[], RegExp]>([
    ["a file that is no zip", [text("a.zip", "hello")], /^a\.zip is not a zip, or it was cut short\.$/],
    [
      "a zip cut short",
      [text("a.zip", zipSync({ "task.json": strToU8("{}") }).slice(0, 40))],
      /^a\.zip is not a zip, or it was cut short/,
    ],
    ["a zip bomb", [text("bomb.zip", BOMB)], /^bomb\.zip unpacks to more than 128\.0 MB/],
    [
      "a zip that claims to be smaller than it is, and gets no more room",
      [text("a.zip", lying(10))],
      /^a\/task\.json line 1: is not JSON/,
    ],
    [
      "a zip that climbs out",
      [zipped({ ...GOOD, "../../evil.txt": "x" })],
      /^shout\.zip holds "\.\.\/\.\.\/evil\.txt", a path that leads out/,
    ],
    ["a zip with an absolute path", [zipped({ "/etc/passwd": "x" })], /^shout\.zip holds "\/etc\/passwd"/],
    [
      "a zip of something else",
      [zipped({ "readme.txt": "x" }, "a.zip")],
      /^a is no task: it has no task\.json/,
    ],
    ["a picture", [text("cat.png", "x")], /^cat\.png is neither a zip nor a file of cases/],
    ["a folder of something else", [text("photos/cat.png", "x")], /^photos is no task: it has no task\.json/],
    [
      "two tasks with one id",
      [...folder(GOOD), ...folder(GOOD, "copy")],
      /^Two of the tasks are called shout/,
    ],
  ])("%s", async (_what, given, message) => {
    const { refused } = await catalog.add(given);
    expect(refused.map((one) => one.message)).toEqual([expect.stringMatching(message)]);
    expect(refused[0]?.remedy).not.toBe("");
  });

  test("a browser without storage", async () => {
    const none = openCatalog({
      baseUrl: "https://example.org/",
      indexedDB: undefined,
      fetch: () => Promise.resolve(Response.json({ tasks: [] })),
    });
    const { refused } = await none.add(folder(GOOD));
    expect(refused[0]?.message).toMatch("storage for programs of your own does not work");
    expect((await none.list()).broken).toHaveLength(1);
  });
});

describe("MirrorCode's cases", () => {
  const rows = lines(
    row("a"),
    row("b", { labels: ["ablated"], visible_duals: [] }),
    row("c", { labels: ["hidden"], visible_duals: [] }),
  );
  const gold: GivenFile = { path: "cal_simple.jsonl", blob: new Blob([rows]) };

  test("alone become a task without an original", async () => {
    const { tasks, refused } = await catalog.add([gold]);
    expect(refused).toEqual([]);
    const task = tasks[0]!.task;
    expect(task).toMatchObject({
      id: "own.mirrorcode-cal-simple",
      hasReference: false,
      counts: { visible: 1, hidden: 2 },
    });
    expect(task.summary).toMatch("not comparable");
    expect((await catalog.hiddenCases(task)).map(({ name }) => name)).toEqual(["b", "c"]);
    expect((await catalog.docs(task))[0]?.title).toBe("No manual came along");
    await expect(catalog.reference(task)).rejects.toThrow("cal_simple has no original to ask");
  });

  test("take the docs of the target's folder that came with them", async () => {
    const target = [
      { path: "cal_simple/docs/cal.1.txt", blob: new Blob(["CAL(1)\n```\n"]) },
      { path: "cal_simple/docs/format/a.md", blob: new Blob(["# A\n"]) },
      { path: "cal_simple/docs/logo.png", blob: new Blob([new Uint8Array([0x89, 0xff, 0])]) },
      { path: "cal_simple/cal_simple.py", blob: new Blob(["pass\n"]) },
    ];
    const { tasks, refused } = await catalog.add([gold, ...target]);
    expect(refused).toEqual([]);
    const pages = await catalog.docs(tasks[0]!.task);
    expect(pages.map(({ name }) => name)).toEqual(["cal.1.txt.md", "format/a.md"]);
    expect(pages[0]?.markdown).toBe("# cal.1.txt\n\n````\nCAL(1)\n```\n````\n");
  });

  test("with a row that was not captured are refused with its line", async () => {
    const bad = lines(row("a"), row("b", { files: { out: { format: "error", content: "" } } }));
    const { refused } = await catalog.add([{ path: "cal.jsonl", blob: new Blob([bad]) }]);
    expect(refused[0]?.message).toMatch(
      /^cal\.jsonl line 2: test_case\.files\["out"\] could not be captured/,
    );
    expect(await ids()).toEqual([]);
  });

  test("are missed when only a target's folder came", async () => {
    const { refused } = await catalog.add([{ path: "cal/docs/cal.md", blob: new Blob(["# cal\n"]) }]);
    expect(refused[0]?.message).toMatch("cal has docs, but no cases");
  });
});
