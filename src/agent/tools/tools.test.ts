import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestCase } from "../../core/case.ts";
import { scoreCase, tally } from "../../core/scoring.ts";
import type { Machine } from "../../sandbox/index.ts";
import { openNodeMachines } from "../../sandbox/testing.ts";
import { sandboxWorkspace } from "../testing.ts";
import { ToolRefusal, type ToolResult } from "../tool.ts";
import type { RunVisibleCases, VisibleRun } from "./evaluate-testcases.ts";
import { agentTools } from "./index.ts";
import type { ReferenceQuestion } from "./reference.ts";

let box: Machine;
let visible: RunVisibleCases;
const questions: ReferenceQuestion[] = [];

beforeAll(async () => {
  box = await openNodeMachines(1).create({ files: {} });
});
afterAll(() => box.dispose());
beforeEach(async () => {
  for (const path of Object.keys(await box.files.snapshot())) await box.files.remove(path);
});

function call(
  name: string,
  args: Record<string, unknown> = {},
  context = { budgetLeft: 1, sentBack: false },
  signal = new AbortController().signal,
): Promise<ToolResult> {
  const tool = agentTools({
    sandbox: box,
    workspace: sandboxWorkspace(box),
    runVisibleCases: (names, abort) => visible(names, abort),
    countVisibleCases: async (abort) => (await visible(null, abort)).tally,
    askReference: (question) => {
      questions.push(question);
      return Promise.resolve({ stdout: "out", stderr: "", code: 3, timedOut: false, truncated: false });
    },
    referenceMs: 10_000,
  }).find(({ spec }) => spec.name === name);
  if (!tool) throw new Error(name);
  return tool.call(args, signal, context);
}
const edit = (args: Record<string, unknown>): Promise<ToolResult> =>
  call("text_editor", { path: "main.js", ...args });

test("bash runs a command line and tells both streams and the exit code", async () => {
  await box.files.write("a.txt", "hi\n");
  const { output, failed } = await call("bash", { command: "cat a.txt; printf oops >&2; exit 3" });
  expect(output).toBe(
    "<stdout>\nhi\n</stdout>\n<stderr>\noops\n(no newline at the end)\n</stderr>\nexit code 3",
  );
  expect(failed).toBe(true);
  expect(await call("bash", { command: "true" })).toEqual({
    output: "(no output)\nexit code 0",
    failed: false,
  });
});

test("bash ends a command at its time limit", async () => {
  const { output, failed } = await call("bash", { command: "echo on; sleep 30", timeout: 0.3 });
  expect(output).toBe("<stdout>\non\n</stdout>\nEnded by the time limit of 0.3 s.");
  expect(failed).toBe(true);
});

test("an abort ends a command and rejects", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("stop")), 50);
  await expect(call("bash", { command: "sleep 30" }, undefined, controller.signal)).rejects.toThrow("stop");
});

test.each([
  ["bash", {}, "`command` must be a string."],
  ["bash", { command: "x", timeout: 9999 }, "`timeout` must be a number of seconds up to 600."],
  ["reference", { args: "-h" }, "`args` must be a list of strings."],
  ["reference", { files: { a: 1 } }, "`files` must be an object whose values are strings."],
  ["evaluate_testcases", { failures: 99 }, "`failures` must be a whole number from 0 to 25."],
  ["text_editor", { command: "fly", path: "a" }, "`command` must be view, create, str_replace or insert."],
  ["text_editor", { command: "view", path: "../x" }, "`path` must not lead out of the workspace."],
  [
    "text_editor",
    { command: "create", path: "docs/a.md", file_text: "" },
    "docs/a.md is not part of the solution.",
  ],
])("%s answers %j", async (name, args, message) => {
  expect(await call(name, args)).toEqual({ output: message, failed: true });
});

test("the editor creates, shows, lists and shows part of a file", async () => {
  expect((await edit({ command: "view", path: "." })).output).toBe("The workspace has no files yet.");
  expect((await edit({ command: "create", file_text: "one\ntwo\nthree\n" })).output).toBe(
    "Created main.js (3 lines).",
  );
  expect((await edit({ command: "view" })).output).toBe("     1\tone\n     2\ttwo\n     3\tthree");
  expect((await edit({ command: "view", view_range: [2, -1] })).output).toBe("     2\ttwo\n     3\tthree");
  expect((await edit({ command: "view", view_range: [4, 5] })).failed).toBe(true);
  expect((await edit({ command: "view", path: `${box.cwd}/main.js` })).output).toContain("one");
  expect((await edit({ command: "view", path: box.cwd })).output).toBe("main.js");
  expect((await edit({ command: "view", path: "/etc/passwd" })).failed).toBe(true);
  expect((await edit({ command: "create", file_text: "" })).output).toBe("Replaced main.js (0 lines).");
  expect((await edit({ command: "view" })).output).toBe("main.js is empty.");
  expect((await edit({ command: "view", path: "lib/main.js" })).output).toBe(
    "There is no text file lib/main.js. There is: main.js.",
  );
});

test("str_replace changes what occurs once, and says what is wrong otherwise", async () => {
  await box.files.write("main.js", "let a = 1;\nlet b = 2;\nlet a = 1;\n");
  const twice = await edit({ command: "str_replace", old_str: "let a = 1;", new_str: "x" });
  expect(twice).toMatchObject({ failed: true });
  expect(twice.output).toContain("occurs 2 times in main.js, at lines 1, 3");
  const near = await edit({ command: "str_replace", old_str: "  let b = 3;", new_str: "x" });
  expect(near.output).toContain("The most similar lines are:\n     2\tlet b = 2;");
  const space = await edit({ command: "str_replace", old_str: "let  b = 2;\n", new_str: "x" });
  expect(space.output).toContain("(only white space or quotes differ)");
  expect((await edit({ command: "str_replace", old_str: "zebra crossing", new_str: "" })).output).toContain(
    "View the file",
  );
  expect((await edit({ command: "str_replace", old_str: "", new_str: "" })).failed).toBe(true);
  expect((await edit({ command: "str_replace", old_str: "let b", new_str: "let b" })).failed).toBe(true);
  const good = await edit({ command: "str_replace", old_str: "let b = 2;", new_str: "let b = $&;\nlet c;" });
  expect(good.output).toBe(
    "Changed main.js:\n     1\tlet a = 1;\n     2\tlet b = $&;\n     3\tlet c;\n     4\tlet a = 1;",
  );
  expect(await box.files.readText("main.js")).toBe("let a = 1;\nlet b = $&;\nlet c;\nlet a = 1;\n");
});

test("line ends and a byte-order mark stay as they are", async () => {
  await box.files.write("main.js", "\uFEFFone\r\ntwo\r\nthree\r\n");
  await edit({ command: "str_replace", old_str: "one\ntwo", new_str: "1\n2" });
  await edit({ command: "insert", insert_line: 3, new_str: "four" });
  const bytes = await box.files.read("main.js");
  expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)).toBe(
    "\uFEFF1\r\n2\r\nthree\r\nfour\r\n",
  );
});

test("insert at the start, in the middle, and after a last line without a newline", async () => {
  await box.files.write("main.js", "b");
  await edit({ command: "insert", insert_line: 1, new_str: "d\n" });
  await edit({ command: "insert", insert_line: 0, new_str: "a" });
  await edit({ command: "insert", insert_line: 2, new_str: "c" });
  expect(await box.files.readText("main.js")).toBe("a\nb\nc\nd\n");
  expect((await edit({ command: "insert", insert_line: 9, new_str: "x" })).output).toBe(
    "`insert_line` must be a line from 0 to 4.",
  );
});

test("reference passes everything on and shows what came out", async () => {
  const asked = await call("reference", { args: ["-n"], stdin: "in", files: { "a.txt": "A" } });
  expect(questions.at(-1)).toEqual({ args: ["-n"], stdin: "in", files: { "a.txt": "A" } });
  expect(asked).toEqual({
    output: "<stdout>\nout\n(no newline at the end)\n</stdout>\nexit code 3",
    failed: false,
  });
});

const testCase = (name: string, stdout: string): TestCase => ({
  name,
  args: ["-x", name],
  env: {},
  stdin: "in\n",
  files: {},
  hidden: false,
  duals: [],
  labels: [],
  expected: { stdout, stderr: "", code: 0 },
});
/** Scored by the real rule. */
function scored(expected: readonly string[], got: readonly string[]): VisibleRun {
  const rule = { stderrExempt: false, limits: { caseMs: 2000 } };
  const outcomes = expected.map((stdout, index) => {
    const one = testCase(`case-${index}`, stdout);
    const observed = {
      stdout: got[index] ?? "",
      stderr: "",
      code: 0,
      timedOut: false,
      truncated: false,
      ms: 1,
    };
    return { testCase: one, result: scoreCase(one, observed, rule) };
  });
  return { tally: tally(outcomes.map(({ result }) => result)), outcomes };
}

test("evaluate_testcases counts, and shows the first differences around their place", async () => {
  const long = "0123456789".repeat(10);
  visible = () => Promise.resolve(scored(["a\n", `${long}X${long}`, "c"], ["a\n", `${long}Y${long}`, "d"]));
  const { output, failed } = await call("evaluate_testcases", { failures: 1 });
  expect(failed).toBe(false);
  expect(output).toContain("1 of 3 visible cases pass, 2 fail.");
  expect(output).toContain('✕ case-1\n  args: ["-x","case-1"]\n  stdin: "in\\n"');
  const before = long.slice(-30);
  const after = long.slice(0, 29);
  expect(output).toContain(`  expected: …"${before}»X${after}"…\n  yours:    …"${before}»Y${after}"…`);
  expect(output).toContain("Also not passed: case-2");
});

test("evaluate_testcases says when there is nothing to run", async () => {
  visible = () => Promise.reject(new ToolRefusal("There is no main.js yet."));
  expect(await call("evaluate_testcases")).toEqual({ output: "There is no main.js yet.", failed: true });
  visible = () => Promise.resolve(scored([], []));
  expect((await call("evaluate_testcases", { names: ["nope"] })).failed).toBe(true);
});

test("submit is refused below 30 %, sent back once with most of the budget left, then taken", async () => {
  const ten = Array.from({ length: 10 }, (_, i) => `${i}`);
  const passing = (count: number): VisibleRun =>
    scored(
      ten,
      ten.map((text, i) => (i < count ? text : "x")),
    );
  visible = () => Promise.resolve(passing(2));
  expect((await call("submit")).output).toContain("Now 2 do.");
  visible = () => Promise.resolve(passing(3));
  const back = await call("submit", {}, { budgetLeft: 0.9, sentBack: false });
  expect(back).toMatchObject({ failed: true, output: expect.stringContaining("Not yet: 3 of 10") });
  expect(back.ends).toBeUndefined();
  expect((await call("submit", {}, { budgetLeft: 0.9, sentBack: true })).ends).toBe(true);
  expect((await call("submit", {}, { budgetLeft: 0.4, sentBack: false })).ends).toBe(true);
  visible = () => Promise.resolve(passing(10));
  expect(await call("submit")).toEqual({
    output: "Submitted: 10 of 10 visible cases pass.",
    failed: false,
    ends: true,
  });
});
