import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { harborFolder } from "./harbor.ts";

const NODE = dirname(createRequire(import.meta.url).resolve("node/bin/node"));

/** The task: prints its arguments in capitals, and what it reads. */
const row = (name: string, args: readonly string[], stdin: string, hidden: boolean): string =>
  `${JSON.stringify({
    test_case: {
      name,
      args,
      env: { MARK: "!" },
      stdin,
      files: { "more/f.txt": { format: "str", content: "f" } },
      labels: hidden ? ["hidden"] : [],
      visible_duals: hidden ? ["a"] : [],
    },
    stdout: `${args.join(" ").toUpperCase()}${stdin}!f\n`,
    stderr: "",
    returncode: 3,
  })}\n`;
const visible = row("a", ["x"], "", false) + row("b", ["y", "z"], "in", false);
const hidden = row("c", ["w"], "ü", true);
const RIGHT = `
const fs = require("node:fs");
process.stdout.write(process.argv.slice(2).join(" ").toUpperCase() + fs.readFileSync(0, "utf8") + process.env.MARK + fs.readFileSync("more/f.txt", "utf8"));
process.exitCode = 259;
`;

let root: string;

function lay(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, folder, path)), { recursive: true });
    writeFileSync(join(root, folder, path), content);
  }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "mirrorbox-harbor-"));
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
  lay("built", {
    "task.json": JSON.stringify({
      id: "shout",
      version: "1",
      title: "shout",
      summary: 'Prints in "capitals".',
      size: "S",
      category: "text",
      command: "shout",
      limits: { caseMs: 4000 },
      scope: ["No colours."],
      original: { package: "mirrorbox", version: "1", license: "MIT", homepage: "", lines: 7, kind: "js" },
      forbidden: { modules: ["child_process"], globals: ["WebAssembly"] },
      stderrExempt: false,
      docs: ["manual.md"],
      counts: { visible: 2, hidden: 1 },
      digests: { visible: digest(visible), hidden: digest(hidden) },
      reference: null,
    }),
    "prompt.md": "Rebuild shout.\n",
    "docs/manual.md": "# shout\n",
    "cases/visible.jsonl": visible,
    "cases/hidden.jsonl": hidden,
  });
  lay("harbor", await harborFolder(join(root, "built")));
});

afterAll(() => rmSync(root, { recursive: true }));

/** Runs the verifier as a runner does, on a workspace with these files. */
function verify(files: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
  for (const folder of ["app", "logs"]) rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(join(root, "app"));
  cpSync(join(root, "harbor/environment/docs"), join(root, "app/docs"), { recursive: true });
  lay("app", files);
  const places = {
    MIRRORBOX_APP: join(root, "app"),
    MIRRORBOX_TESTS: join(root, "harbor/tests"),
    MIRRORBOX_LOGS: join(root, "logs"),
  };
  const env = { PATH: `${NODE}:/usr/bin:/bin`, ...places, ...more };
  const { status, stderr } = spawnSync("bash", [join(root, "harbor/tests/test.sh")], { env });
  const log = (name: string): string | null =>
    existsSync(join(root, "logs", name)) ? readFileSync(join(root, "logs", name), "utf8") : null;
  return { status, stderr: stderr.toString(), reward: log("reward.txt"), verdict: log("verdict.json") };
}

test("a right solution is worth 1, a wrong and an empty one 0", { timeout: 60_000 }, () => {
  const right = verify({ "main.js": RIGHT });
  expect(right).toMatchObject({ status: 0, reward: "1\n", stderr: "" });
  expect(JSON.parse(right.verdict ?? "")).toMatchObject({
    state: "solved",
    groups: { hidden: { passed: 1, total: 1 }, exit_nonzero: { passed: 3 } },
  });
  const wrong = verify({ "main.js": RIGHT.replace(".toUpperCase()", "") });
  expect(wrong.reward).toBe("0\n");
  expect(JSON.parse(wrong.verdict ?? "")).toMatchObject({ state: "not-solved", failed: ["a", "b", "c"] });
  expect(verify({}).reward).toBe("0\n");
  expect(verify({ "main.js": "" }).reward).toBe("0\n");
});

test("what the task forbids does not help, and the share can be asked for", { timeout: 60_000 }, () => {
  const shortcut = `try { require("node:child_process"); } catch { process.exit(9); }${RIGHT}`;
  expect(verify({ "main.js": shortcut }).reward).toBe("0\n");
  const some = RIGHT.replace(
    "process.exitCode",
    "if (process.argv.length < 4) process.exit(1); process.exitCode",
  );
  const third = some.replace("process.argv.length < 4", "process.argv.length > 3");
  expect(verify({ "main.js": third }, { MIRRORBOX_REWARD: "share" }).reward).toMatch(/^0\.66/);
});

test("a verifier that cannot work gives no reward", { timeout: 60_000 }, () => {
  const gone = verify({ "main.js": RIGHT }, { MIRRORBOX_TESTS: join(root, "nowhere") });
  expect(gone.status).not.toBe(0);
  expect(gone.reward).toBeNull();
});

test("hidden cases are under tests/ alone, and the files say what they must", async () => {
  const files = await harborFolder(join(root, "built"));
  const shown = Object.entries(files).filter(([path]) => !path.startsWith("tests/"));
  expect(shown.filter(([, content]) => String(content).includes('"hidden"'))).toEqual([]);
  expect(files["environment/cases/visible.jsonl"]).toBe(visible);
  expect(files["task.toml"]).toContain('description = "Prints in \\"capitals\\"."');
  expect(files["instruction.md"]).toMatch(/May not be used: `node:child_process`, the global `WebAssembly`/);
  expect(files["environment/Dockerfile"]).toMatch(/^FROM node:24/);
  expect(String(files["solution/solve.sh"])).toContain("no solution of this task");
});
