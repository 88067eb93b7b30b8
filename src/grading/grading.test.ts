import { describe, expect, test } from "vitest";
import type { TestCase } from "../core/case.ts";
import type { Task } from "../core/task.ts";
import { SandboxError, type Machine, type Machines } from "../sandbox/index.ts";
import { openNodeMachines } from "../sandbox/testing.ts";
import { digestFiles, findEntry, grade, gradeCases, GradingError } from "./index.ts";

const task: Task = {
  id: "echo",
  version: "1",
  title: "echo",
  summary: "",
  size: "S",
  category: "",
  command: "echo",
  original: { package: "p", version: "1", license: "MIT", homepage: "", lines: 9, kind: "js" },
  limits: { caseMs: 1500 },
  forbidden: { modules: ["zlib"], globals: [] },
  scope: [],
  stderrExempt: false,
  hasReference: true,
  counts: { visible: 2, hidden: 1 },
  digests: { visible: "", hidden: "" },
};

function makeCase(name: string, change: Partial<TestCase> = {}): TestCase {
  return {
    name,
    args: [],
    env: {},
    stdin: "",
    files: {},
    hidden: false,
    duals: [],
    labels: [],
    expected: { stdout: "", stderr: "", code: 0 },
    ...change,
  };
}

const prints = (stdout: string, code = 0): TestCase["expected"] => ({ stdout, stderr: "", code });
const machines = openNodeMachines(2);

describe("the program to run", () => {
  test("is main.js, main.mjs or main.ts at the root", () => {
    expect(findEntry({ "main.mjs": "", "lib/main.js": "" })).toBe("main.mjs");
    expect(findEntry({ "main.ts": "" })).toBe("main.ts");
  });

  test("is asked for when it is missing or not clear", async () => {
    expect(() => findEntry({ "lib/main.js": "" })).toThrow("no main.js, main.mjs or main.ts");
    expect(() => findEntry({ "main.js": "", "main.ts": "" })).toThrow("there are main.js and main.ts");
    await expect(gradeCases(machines, task, {}, [])).rejects.toBeInstanceOf(GradingError);
  });
});

describe("cases", () => {
  const program = `
    const fs = require("node:fs");
    const [what, ...rest] = process.argv.slice(2);
    if (what === "input") process.stdout.write(fs.readFileSync(0, "utf8") + process.env.WORD);
    if (what === "files") console.log(fs.readdirSync(".", { recursive: true }).sort().join(), fs.readFileSync("b.bin").length);
    if (what === "write") fs.writeFileSync("left-behind", "x");
    if (what === "loop") for (;;);
    if (what === "flood") for (;;) fs.writeSync(1, "x".repeat(65536));
    if (what === "zlib") require("zlib");
    process.exitCode = Number(rest[0] ?? 0);`;
  const run = (cases: readonly TestCase[]): ReturnType<typeof gradeCases> =>
    gradeCases(machines, task, { "main.js": program }, cases);

  test(
    "get arguments, input, environment and files, each in a folder of its own",
    { timeout: 30_000 },
    async () => {
      const results = await run([
        makeCase("input", { args: ["input"], stdin: "ä", env: { WORD: "ö" }, expected: prints("äö") }),
        makeCase("write", { args: ["write"] }),
        makeCase("files", {
          args: ["files"],
          files: {
            "a/t.txt": { format: "str", content: "é" },
            "b.bin": { format: "bytes_base64", content: "AP8=" },
          },
          expected: prints("a,a/t.txt,b.bin 2\n"),
        }),
        makeCase("code", { args: ["none", "7"], expected: prints("", 263) }),
      ]);
      expect(results.map(({ name, status, mismatch }) => [name, status, mismatch])).toEqual([
        ["input", "pass", undefined],
        ["write", "pass", undefined],
        ["files", "pass", undefined],
        ["code", "pass", undefined],
      ]);
    },
  );

  test("that run too long or print too much fail by time", { timeout: 30_000 }, async () => {
    const told: string[] = [];
    const results = await gradeCases(
      machines,
      task,
      { "main.js": program },
      [
        makeCase("loop", { args: ["loop"] }),
        makeCase("flood", { args: ["flood"], hidden: true }),
        makeCase("fine", { args: [] }),
      ],
      { onProgress: (done, total, { name }) => told.push(`${done}/${total} ${name}`) },
    );
    expect(results.map(({ status, mismatch }) => [status, mismatch?.stream])).toEqual([
      ["fail", "time"],
      ["fail", "time"],
      ["pass", undefined],
    ]);
    expect(results[1]).not.toHaveProperty("observed");
    expect(told.toSorted()).toEqual(["1/3 flood", "2/3 fine", "3/3 loop", "3/3 loop"]);
  });

  test("cannot use what the task forbids", { timeout: 30_000 }, async () => {
    const [result] = await run([makeCase("zlib", { args: ["zlib"] })]);
    expect(result?.status).toBe("fail");
    expect(result?.observed?.stderr).toContain("Cannot use 'zlib': this task forbids it.");
  });

  test("stop at an abort", { timeout: 30_000 }, async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(new Error("told to")), 200);
    const cases = [makeCase("loop", { args: ["loop"] }), makeCase("again", { args: ["loop"] })];
    const grading = gradeCases(machines, task, { "main.js": program }, cases, { signal: control.signal });
    await expect(grading).rejects.toThrow("told to");
  });
});

/** Machines on Node of which something is broken. */
function broken(change: Partial<Machine>): Machines {
  return {
    parallel: 2,
    create: async (options) => {
      const machine = await machines.create(options);
      return Object.assign(Object.create(machine) as Machine, { dispose: () => machine.dispose() }, change);
    },
  };
}

describe("a fault of the sandbox", () => {
  test("makes cases errors, not failures", async () => {
    const gone = broken({ run: () => Promise.reject(new SandboxError("GONE", "the machine is gone")) });
    const verdict = await grade(gone, task, { "main.js": "" }, [
      makeCase("a"),
      makeCase("b", { hidden: true }),
    ]);
    expect(verdict.state).toBe("error");
    expect(verdict.groups.all).toEqual({ passed: 0, failed: 0, errors: 2, total: 2 });
    expect(verdict.results[0]).toEqual({
      name: "a",
      hidden: false,
      status: "error",
      reason: "the machine is gone",
    });
  });

  test("when no machine starts makes all cases errors", async () => {
    const none: Machines = { parallel: 1, create: () => Promise.reject(new SandboxError("BOOT", "no boot")) };
    const results = await gradeCases(none, task, { "main.js": "" }, [makeCase("a")]);
    expect(results).toEqual([{ name: "a", hidden: false, status: "error", reason: "no boot" }]);
  });

  test("that makes a case time out beside others is forgiven when it passes alone", async () => {
    let calls = 0;
    const late = {
      stdout: new Uint8Array(),
      stderr: new Uint8Array(),
      code: null,
      timedOut: true,
      truncated: false,
      ms: 1,
    };
    const slowAtFirst = broken({
      run: async () => (++calls <= 2 ? late : { ...late, code: 0, timedOut: false }),
    });
    const results = await gradeCases(slowAtFirst, task, { "main.js": "" }, [makeCase("a"), makeCase("b")]);
    expect(results.map(({ status }) => status)).toEqual(["pass", "pass"]);
    expect(calls).toBe(4);
  });

  test("of a program that hangs everywhere takes not twice its time", async () => {
    let calls = 0;
    const late = {
      stdout: new Uint8Array(),
      stderr: new Uint8Array(),
      code: null,
      timedOut: true,
      truncated: false,
      ms: 1,
    };
    const hanging = broken({ run: async () => (calls++, late) });
    const cases = Array.from({ length: 50 }, (_, index) => makeCase(`c${index}`));
    const results = await gradeCases(hanging, task, { "main.js": "" }, cases);
    expect(results.every(({ mismatch }) => mismatch?.stream === "time")).toBe(true);
    expect(calls).toBe(58);
  });
});

test("a verdict has state, groups, version and a digest of the files", { timeout: 30_000 }, async () => {
  const files = { "main.js": "require('./lib.js')", "lib.js": "console.log('x'); process.exitCode = 0" };
  const cases = [
    makeCase("a", { expected: prints("x\n") }),
    makeCase("b", { hidden: true, expected: prints("x") }),
  ];
  const verdict = await grade(machines, task, files, cases);
  expect(verdict.state).toBe("solved");
  expect(verdict.groups.hidden).toEqual({ passed: 1, failed: 0, errors: 0, total: 1 });
  expect(verdict.taskVersion).toBe("1");
  expect(verdict.filesDigest).toBe(digestFiles(files));
});

test("the digest is that of paths, lengths and bytes in order", async () => {
  const bytes = new TextEncoder().encode("a\0" + "1\0" + "xb\0" + "0\0");
  const expected = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
  expect(digestFiles({ b: new Uint8Array(), a: "x" })).toBe(expected);
});
