// What is graded as a user's work is: solutions written by hand, and programs that look for what a task forbids.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SUBMIT_GATE_PERCENT } from "../src/core/scoring.ts";
import { readSolution, solvedTasks } from "../tasks/checks/solutions.ts";
import type { GradingPage } from "./pages/grading.ts";
import { serveApp, type Server } from "./support/app.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const page: GradingPage;

/** `SOLUTION_CASES=all` runs every case; `tasks:check` does so too, natively. */
const CASES = process.env["SOLUTION_CASES"] === "all" ? 1e6 : 40;

const FORBIDDEN = {
  modules: ["zlib", "crypto", "child_process", "worker_threads"],
  globals: ["WebAssembly", "crypto", "Crypto", "CryptoKey", "SubtleCrypto"],
};

let browser: Browser;
let server: Server;
let view: Page;

beforeAll(async () => {
  server = await serveApp();
  browser = await launch();
  view = await browser.newPage();
  await openTestPage(view, server.url, "pages/grading.ts");
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("graded in the sandbox as a user's", () => {
  test.each(solvedTasks())("the solution of $id", async ({ id, partial }) => {
    const { files } = readSolution(id);
    const [graded, nothing] = await view.evaluate(
      async ([of, given, count, part]) =>
        [await page.grade(of, given, count, part), await page.grade(of, { "main.js": "" }, 8, part)] as const,
      [id, files, CASES, partial ? "visible" : "all"] as const,
    );
    if (partial) {
      expect(graded.tally.passed * 100).toBeGreaterThanOrEqual(graded.tally.total * SUBMIT_GATE_PERCENT);
      expect(graded.tally.errors).toBe(0);
    } else {
      expect(graded.failed).toEqual([]);
      expect(graded.state).toBe("solved");
    }
    expect(nothing.tally).toMatchObject({ passed: 0, errors: 0 });
  });
});

describe("what a task forbids", () => {
  const printed = (files: Readonly<Record<string, string>>, args: readonly string[] = []) =>
    view.evaluate(([given, of, forbidden]) => page.printed(given, of, forbidden), [
      files,
      args,
      FORBIDDEN,
    ] as const);

  test("is told in one sentence, however it is asked for", async () => {
    const files = {
      "main.js": `import(process.argv[2]).catch((error) => {
        console.error(error.message);
        require(process.argv[2]);
      });`,
    };
    const { stderr, code } = await printed(files, ["node:zlib"]);
    expect(stderr.split("Cannot use 'zlib': this task forbids it.")).toHaveLength(3);
    expect(code).toBe(1);
  });

  test("cannot be got around", async () => {
    const program = readFileSync(join(import.meta.dirname, "hostile/forbidden.js"), "utf8");
    const { stdout, stderr } = await printed({ "main.js": program });
    expect({ stdout, stderr }).toEqual({ stdout: "nothing\n", stderr: "" });
  });
});

test("no solution is in what the app serves", () => {
  const dist = join(import.meta.dirname, "../dist");
  const filesBelow = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
  // A stretch from the middle of each file, as it is written; no build step passes over these files.
  const marks = solvedTasks().flatMap(({ id }) =>
    Object.values(readSolution(id).files).map((text) => {
      const middle = text.indexOf("\n", Math.floor(text.length / 2)) + 1;
      return Buffer.from(text.slice(middle, middle + 120));
    }),
  );
  expect(marks.length).toBeGreaterThan(3);
  expect(marks.every((mark) => mark.length > 40)).toBe(true);
  const found = filesBelow(dist).filter((path) => {
    const bytes = readFileSync(path);
    return marks.some((mark) => bytes.includes(mark));
  });
  expect(found).toEqual([]);
  expect(existsSync(join(dist, "tasks/mustache/solution"))).toBe(false);
});
