import { afterEach, expect, test } from "vitest";
import type { Task } from "../core/task.ts";
import { openNodeMachines } from "../sandbox/testing.ts";
import { openReference, type Reference, type ReferenceQuestion, type ReferenceSource } from "./index.ts";

const task = { id: "t", title: "t" } as Task;
const program = `
  const fs = require("node:fs");
  const [what] = process.argv.slice(2);
  if (what === "all") console.log(process.argv.slice(3).join(), fs.readFileSync(0, "utf8"), fs.readdirSync(".").join(), process.env.WORD);
  if (what === "world") console.log(new Date().toISOString(), Math.random());
  if (what === "error") { console.error("no"); process.exitCode = 5; }
  if (what === "flood") for (;;) fs.writeSync(1, "x".repeat(65536));
  if (what === "loop") for (;;);`;

let loads = 0;
const source: ReferenceSource = {
  reference: () => {
    loads++;
    return Promise.resolve({ files: { "main.js": new TextEncoder().encode(program) }, entry: "main.js" });
  },
};

let reference: Reference = openReference(openNodeMachines(), source, task);
afterEach(() => reference.dispose());
const never = new AbortController().signal;
const ask = (question: Partial<ReferenceQuestion>): ReturnType<Reference["run"]> =>
  reference.run({ args: [], stdin: "", files: {}, ...question }, never);

test(
  "answers arguments, input, files and environment, and hides its own files",
  { timeout: 20_000 },
  async () => {
    loads = 0;
    const answer = await ask({
      args: ["all", "a", "b c"],
      stdin: "ï",
      files: { "x.txt": "x" },
      env: { WORD: "w" },
    });
    expect(answer).toMatchObject({ stdout: "a,b c ï x.txt w\n", stderr: "", code: 0, timedOut: false });
    expect(await ask({ args: ["error"] })).toMatchObject({ stdout: "", stderr: "no\n", code: 5 });
    expect(loads).toBe(1);
  },
);

test("lives in a frozen world", { timeout: 20_000 }, async () => {
  const [one, two] = await Promise.all([ask({ args: ["world"] }), ask({ args: ["world"] })]);
  expect(one.stdout).toMatch(/^2026-01-01T00:00:00\.000Z /);
  expect(two.stdout).toBe(one.stdout);
});

test("is cut off when it prints too much", { timeout: 20_000 }, async () => {
  const answer = await ask({ args: ["flood"] });
  expect([answer.truncated, answer.code, answer.stdout.length]).toEqual([true, null, 1024 * 1024]);
});

test("stops at an abort", { timeout: 20_000 }, async () => {
  const control = new AbortController();
  setTimeout(() => control.abort(new Error("told to")), 200);
  const asking = reference.run({ args: ["loop"], stdin: "", files: {} }, control.signal);
  await expect(asking).rejects.toThrow("told to");
});

test("passes on why there is none, and tries again", { timeout: 20_000 }, async () => {
  let failures = 0;
  const flaky: ReferenceSource = {
    reference: (one) =>
      failures++ === 0 ? Promise.reject(new Error("t has no original to ask")) : source.reference(one),
  };
  reference = openReference(openNodeMachines(), flaky, task);
  await expect(ask({ args: ["error"] })).rejects.toThrow("t has no original to ask");
  expect((await ask({ args: ["error"] })).code).toBe(5);
});
