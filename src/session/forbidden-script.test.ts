import { afterAll, beforeAll, expect, test } from "vitest";
import type { Machine } from "../sandbox/index.ts";
import { openNodeMachines } from "../sandbox/testing.ts";
import { FORBIDDEN, forbiddenScript } from "./forbidden-script.ts";

const ASKS = `
const told = (what) => { try { what(); return "got it"; } catch (error) { return error.message; } };
console.log(told(() => require("node:zlib")));
console.log(told(() => require("fs/promises")));
console.log(told(() => process.getBuiltinModule("zlib")));
console.log(told(() => WebAssembly.Module));
console.log(told(() => require("./other.cjs")));
`;
const REFUSED = `Cannot use 'zlib': this task forbids it.
Cannot use 'fs/promises': this task forbids it.
Cannot use 'zlib': this task forbids it.
Cannot use 'WebAssembly': this task forbids it.
got it
`;

let sandbox: Machine;
beforeAll(async () => {
  sandbox = await openNodeMachines(1).create({
    files: {
      [FORBIDDEN]: forbiddenScript({ modules: ["zlib", "fs"], globals: ["WebAssembly"] }),
      "main.js": ASKS,
      "main.mjs": `import "./static.mjs";`,
      "static.mjs": `import { gunzipSync } from "node:zlib"; console.log(typeof gunzipSync);`,
      "other.cjs": "require('node:path')",
      "try.js": ASKS,
      "deep/main.js": ASKS,
    },
  });
});
afterAll(() => sandbox.dispose());

const run = async (...argv: readonly string[]) => {
  const env = { NODE_OPTIONS: `--require "${sandbox.cwd}/${FORBIDDEN}"` };
  const { stdout, stderr, code } = await sandbox.exec({ argv, env });
  return { stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr), code };
};

test("the solution meets what it will meet when it is graded", { timeout: 60_000 }, async () => {
  expect(await run("node", "main.js")).toMatchObject({ stdout: REFUSED, code: 0 });
  expect((await run("sh", "-c", "cd deep && node ../main")).stdout).toBe(REFUSED);
  const module = await run("node", "main.mjs");
  expect(module.stderr).toContain("Error: Cannot use 'zlib': this task forbids it.");
  expect(module.code).toBe(1);
  // Short enough for a small terminal.
  expect(module.stderr.trim().split("\n").length).toBeLessThan(14);
});

test("other programs may use everything", { timeout: 60_000 }, async () => {
  const all = "got it\n".repeat(5);
  expect(await run("node", "try.js")).toMatchObject({ stdout: all, stderr: "", code: 0 });
  expect((await run("node", "deep/main.js")).stdout.split("\n").slice(0, 4)).toEqual(
    all.split("\n").slice(0, 4),
  );
});
