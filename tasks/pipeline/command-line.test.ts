// The commands that one who writes a task types, in a folder of their own beside nothing but what they need.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const NODE = createRequire(import.meta.url).resolve("node/bin/node");
const REPOSITORY = join(import.meta.dirname, "../..");

let root: string;

/** `node tasks/<command>.mjs …args` in the folder. */
function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(NODE, [join(root, `tasks/${command}.mjs`), ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, "tasks", path)), { recursive: true });
  writeFileSync(join(root, "tasks", path), text);
}

const read = (path: string): string => readFileSync(join(root, "tasks", path), "utf8");

/** A task like `demo`, with one file another; `null`: without it. */
function derive(id: string, path: string, change: (text: string) => string | null): void {
  cpSync(join(root, "tasks/demo"), join(root, "tasks", id), { recursive: true });
  write(`${id}/task.json`, read("demo/task.json").replaceAll('"demo"', `"${id}"`));
  const changed = change(read(`${id}/${path}`));
  if (changed === null) rmSync(join(root, "tasks", id, path));
  else write(`${id}/${path}`, changed);
}

/** What a teacher puts in the place of the scaffold's example: a program that counts letters. */
const REFERENCE = `const [option, ...words] = process.argv.slice(2);
if (option !== "--count" && option !== "--list") {
  console.error("demo: say --count or --list");
  process.exitCode = 2;
} else if (option === "--count") console.log(words.map((word) => word.length).join(" "));
else console.log(words.join(","));
`;
const CASES = `import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";

const words = (r: Random): string[] => r.times(2, 5, () => r.pick(["ab", "cde", "f"]).repeat(r.int(1, 9)));

export const families: readonly Family[] = [
  family("count", { features: ["--count"], tries: 152 }, (r) => ({ args: ["--count", ...words(r)] })),
  family("list", { features: ["--list"], tries: 152 }, (r) => ({ args: ["--list", ...words(r)] })),
  listed("mistakes", { features: ["messages"], repeat: 2 }, [{ args: [] }, { args: ["x"] }]),
];
`;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "mirrorbox-command-line-"));
  for (const name of ["src", "scripts", "e2e", "node_modules", "package.json", "package-lock.json"])
    symlinkSync(join(REPOSITORY, name), join(root, name));
  mkdirSync(join(root, "tasks"));
  for (const name of readdirSync(join(REPOSITORY, "tasks")))
    if (/^(pipeline|checks|export)$|\.mjs$/.test(name))
      cpSync(join(REPOSITORY, "tasks", name), join(root, "tasks", name), { recursive: true });
});

afterAll(() => rmSync(root, { recursive: true }));

test(
  "a new task builds at once, and passes the check when its files are filled in",
  { timeout: 300_000 },
  () => {
    expect(run("new", "demo")).toMatchObject({ status: 0, stderr: "" });
    expect(run("new", "demo").stderr).toBe("tasks/demo is there already. Take another name.\n");
    expect(run("build", "demo").stderr).toContain("Make it with: npm run tasks:build -- demo --update");
    write("demo/reference/main.ts", REFERENCE);
    write(
      "demo/docs/manual.md",
      "# demo\n\n`--count` counts the letters of each word, `--list` lists the words.\n",
    );
    write("demo/cases/index.ts", CASES);
    expect(run("build", "demo", "--update")).toMatchObject({ status: 0, stderr: "" });
    // What is left of the scaffold is told, file by file.
    const early = run("check", "demo");
    expect(early.status).toBe(1);
    expect(
      early.stderr
        .trim()
        .split("\n")
        .map((line) => line.trim()),
    ).toEqual([
      "task.json is still the example that tasks:new wrote",
      "prompt.md is still the example that tasks:new wrote",
    ]);
    const prompt = read("demo/prompt.md");
    write(
      "demo/prompt.md",
      prompt.replace("One plain sentence: what `demo` does.", "`demo` counts letters."),
    );
    const task = read("demo/task.json");
    write("demo/task.json", task.replace("One plain sentence: what the program does.", "Counts letters."));
    const checked = run("check", "demo");
    expect(checked).toMatchObject({ status: 0, stderr: "" });
    expect(checked.stdout).toMatch(/tasks: demo: \d+ visible, \d+ hidden cases, 3 features/);
  },
);

test(
  "broken tasks get one message each, with file and line, and the others are built",
  { timeout: 120_000 },
  () => {
    const line = (path: string, part: string): number =>
      read(path)
        .split("\n")
        .findIndex((text) => text.includes(part)) + 1;
    const inCases =
      (input: string) =>
      (text: string): string =>
        text.replace("{ args: [] }", input);
    derive("no-prompt", "prompt.md", () => null);
    derive("no-original", "reference/main.ts", () => null);
    derive("no-cases", "cases/index.ts", () => null);
    derive("no-page", "docs/manual.md", () => null);
    derive("no-task", "task.json", () => null);
    derive("not-json", "task.json", (text) => text.replace('"S",', '"S"'));
    derive("wrong-type", "task.json", (text) => text.replace('"caseMs": 2000', '"caseMs": "2000"'));
    derive("unknown-field", "task.json", (text) => text.replace('"scope"', '"colour": "red", "scope"'));
    derive("twice", "cases/index.ts", (text) => text.replace('family("list"', 'family("count"'));
    derive("climbs", "cases/index.ts", inCases('{ args: [], files: { "../x": "" } }'));
    derive(
      "base64",
      "cases/index.ts",
      inCases('{ args: [], files: { x: { format: "bytes_base64", content: "?" } } }'),
    );
    derive("heavy", "cases/index.ts", inCases('{ args: [], stdin: "x".repeat(50 * 1024 * 1024) }'));
    derive("no-families", "cases/index.ts", () => "export {};\n");
    derive("no-package", "reference/main.ts", (text) => `import "./gone.ts";\n${text}`);
    const { status, stdout, stderr } = run("build");
    expect(status).toBe(1);
    expect(stdout).not.toMatch(/built (?!demo)/);
    const at = (id: string): string => `line ${line(`${id}/cases/index.ts`, "mistakes")}`;
    const told = stderr
      .trim()
      .split("\n")
      // Words of the engine, and a length that hangs on the row's other fields.
      .map((text) => text.replace(/ \(.*\)$/, "").replace(/ is \d+ characters/, " is N characters"));
    expect(told.sort()).toEqual(
      [
        "tasks/no-prompt/prompt.md: is missing",
        "tasks/no-original/reference/main.ts: is missing",
        "tasks/no-cases/cases/index.ts: is missing",
        "tasks/no-page/docs/manual.md: is missing",
        "tasks/no-task/task.json: is missing",
        "tasks/not-json/task.json line 6: is not JSON",
        `tasks/wrong-type/task.json line ${line("wrong-type/task.json", "caseMs")}: limits.caseMs must be a whole number, but is "2000"`,
        `tasks/unknown-field/task.json line ${line("unknown-field/task.json", "colour")}: colour is an unknown field; remove it or correct its name`,
        `tasks/twice/cases/index.ts line ${line("twice/cases/index.ts", '"--list"')}: "count" is already the name of a family, so their cases would share names; rename one`,
        `tasks/climbs/cases/index.ts ${at("climbs")}: the input mistakes#0: files["../x"] must be a path inside the folder, but is "../x"`,
        `tasks/base64/cases/index.ts ${at("base64")}: the input mistakes#0: files["x"].content is not valid base64`,
        `tasks/heavy/cases/index.ts ${at("heavy")}: the input mistakes#0 is N characters long; a case may have at most 8388608`,
        "tasks/no-families/cases/index.ts: must export a list `families` with at least one family",
        'tasks/no-package/reference/main.ts line 1: Could not resolve "./gone.ts"',
      ].sort(),
    );
    expect(JSON.parse(readFileSync(join(root, "build/public/tasks/index.json"), "utf8"))).toEqual({
      tasks: ["demo"],
    });
    expect(existsSync(join(root, "build/public/tasks/demo/cases/hidden.jsonl"))).toBe(true);
    expect(existsSync(join(root, "x"))).toBe(false);
  },
);
