import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Task } from "../core/task.ts";
import { openReference, type Reference } from "../reference/index.ts";
import type { ExecResult, Machine } from "../sandbox/index.ts";
import { openNodeMachines } from "../sandbox/testing.ts";
import { ReferenceDesk } from "./reference-desk.ts";
import { REFERENCE_SCRIPT } from "./reference-script.ts";

// The machine that runs this may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

/** Stands for an original: says what it was given, in bytes. */
const ORIGINAL = `
const fs = require("fs");
const args = process.argv.slice(2);
if (args[0] === "wait") setInterval(() => undefined, 1000);
else {
const named = args.filter((name) => fs.existsSync(name) && fs.statSync(name).isFile());
process.stdout.write(Buffer.concat([Buffer.from(args.join("|") + (process.env.MOOD || "") + "\\n"), fs.readFileSync(0)]));
for (const name of named) process.stderr.write(name + "=" + fs.readFileSync(name).toString("hex") + "\\n");
process.exit(args.length);
}
`;

let original: Reference;
let sandbox: Machine;
let desk: ReferenceDesk;

beforeEach(async () => {
  const machines = openNodeMachines(2);
  const files = { "main.js": new TextEncoder().encode(ORIGINAL) };
  const source = { reference: () => Promise.resolve({ files, entry: "main.js" }) };
  original = openReference(machines, source, {} as Task);
  sandbox = await machines.create({ files: { ".mirrorbox/bin/reference": REFERENCE_SCRIPT } });
  desk = new ReferenceDesk(sandbox, (question, signal) => original.run(question, signal));
  await desk.open();
  await sandbox.exec({ argv: ["chmod", "+x", ".mirrorbox/bin/reference"] });
});

afterEach(async () => {
  desk.close();
  await Promise.all([original.dispose(), sandbox.dispose()]);
});

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const sh = (script: string): Promise<ExecResult> =>
  sandbox.exec({
    argv: ["sh", "-c", `PATH="${sandbox.cwd}/.mirrorbox/bin:$PATH"; ${script}`],
    timeoutMs: 40_000,
  });

describe("the command `reference`", () => {
  test("gives arguments, input, output and exit code exactly", async () => {
    const result = await sh(`printf 'in\\0ü' | MOOD=good reference -r 'two words' ''`);
    expect(text(result.stderr)).toBe("");
    expect(text(result.stdout)).toBe("-r|two words|good\nin\0ü");
    expect(result.code).toBe(3);
  });

  test("carries the files that the arguments name", async () => {
    await sandbox.files.mount({ "in/a.txt": "A", "b.bin": new Uint8Array([0, 255]), "deep/d/e.txt": "E" });
    const result = await sh(`reference in/a.txt --from=b.bin ../home/b.bin deep .. none.txt </dev/null`);
    expect(text(result.stdout)).toBe("in/a.txt|--from=b.bin|../home/b.bin|deep|..|none.txt\n");
    expect(text(result.stderr)).toBe("in/a.txt=41\n");
  });

  test("takes a file from elsewhere by its last name", async () => {
    const result = await sh(
      `mkdir -p sub; echo x > sub/up.txt; mkdir other; cd other; reference ../sub/up.txt </dev/null`,
    );
    expect(text(result.stderr)).toBe("up.txt=780a\n");
  });

  test("works in pipes and from a test script, several at once", async () => {
    await sandbox.files.write(
      "compare.js",
      `const { spawnSync } = require("child_process");
       const got = spawnSync("reference", ["x"], { input: "from a script" });
       console.log(got.status, String(got.stdout));`,
    );
    const result = await sh(
      `for i in 1 2 3 4 5 6; do printf $i | reference job | tail -n 1 & done; wait; echo; node compare.js`,
    );
    const [jobs, script, input] = text(result.stdout).split("\n");
    expect(jobs?.split("").sort().join("")).toBe("123456");
    expect([script, input]).toEqual(["1 x", "from a script"]);
  });

  test("says when the original does not end, and leaves nothing behind", async () => {
    const result = await sh(`reference wait </dev/null`);
    expect(text(result.stderr)).toBe("reference: the original did not end in time\n");
    expect(result.code).toBe(124);
    expect(await sandbox.files.list(".mirrorbox/reference")).toEqual([]);
  });

  test("says when the page is gone", async () => {
    desk.close();
    const started = Date.now();
    const result = await sh(`reference x </dev/null`);
    expect(text(result.stderr)).toContain("the page did not take the question");
    expect(result.code).toBe(125);
    expect(Date.now() - started).toBeLessThan(20_000);
    expect(await sandbox.files.list(".mirrorbox/reference")).toEqual([]);
  });
});
