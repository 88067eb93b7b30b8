import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import { differences } from "./conformance/differences.ts";
import { type Expectation, expectation } from "./conformance/expectation.ts";
import { MODULE_NAMES, moduleExpectations, modulePrograms } from "./conformance/module-programs.ts";
import type { Program } from "./conformance/program.ts";
import type { Api } from "./pages/conformance.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const api: Api;

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");
/** `ONLY=fs,stream`: the modules to try. */
const ONLY = process.env["ONLY"]?.split(",");
const MODULES = MODULE_NAMES.filter((name) => ONLY?.includes(name) ?? true);
const AT_ONCE = 2;
/** No program is measured here: one that hangs may take its time to show it. */
const PATIENCE_MS = 60_000;
/** Where to write `{ module: { programs, passed } }`, if anywhere. */
const RESULTS = process.env["MODULE_RESULTS"];
const results: Record<string, { programs: number; passed: number }> = {};

/** Programs that a browser makes differ, and in what. Must match exactly. */
const DIFFER: Readonly<Record<string, string>> = {
  // An error in a microtask is told when the browser has run those after it, and timers that were due.
  "globals/microtasks.js": "stdout",
};

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let page: Page;

beforeAll(async () => {
  server = await serve(SERVED);
  browser = await launch();
  page = await browser.newPage();
  await openTestPage(page, server.url, "pages/conformance.ts");
});

afterAll(async () => {
  if (RESULTS !== undefined) writeFileSync(RESULTS, JSON.stringify(results));
  await browser.close();
  await server.close();
});

async function observe(program: Program): Promise<Expectation> {
  const { files, args, stdin = "", env = {} } = program;
  const request = { argv: ["node", ...args], stdin, env: { TZ: "UTC", ...env }, timeoutMs: PATIENCE_MS };
  const result = await page.evaluate(([given, asked]) => api.runIsolated(given, asked), [
    { ...files },
    request,
  ] as const);
  const bytes = (text: string) => Buffer.from(text, "base64");
  return expectation(program, result.cwd, bytes(result.stdout), bytes(result.stderr), result.code);
}

/** Another order in every run: a program that another one's traces disturb shows sooner or later. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

test.each(MODULES)("%s behaves as in the pinned Node", async (module) => {
  const expected = moduleExpectations(module);
  const waiting = shuffled(modulePrograms(module));
  const programs = waiting.length;
  const differing: Record<string, string> = {};
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let program = waiting.pop(); program; program = waiting.pop()) {
        const wanted = expected[program.name];
        if (!wanted) throw new Error(`${program.name} was not recorded: run e2e/conformance/record.ts`);
        let seen = await observe(program);
        for (let tries = 1; program.racy && tries < 4 && differences(seen, wanted) !== ""; tries++)
          seen = await observe(program);
        const found = differences(seen, wanted);
        if (found !== "") differing[program.name] = found;
        if (found !== "" && process.env["SHOW"]) console.log(program.name, { seen, wanted });
      }
    }),
  );
  results[module] = { programs, passed: programs - Object.keys(differing).length };
  const known = Object.entries(DIFFER).filter(([name]) => name.startsWith(`${module}/`));
  expect(differing).toEqual(Object.fromEntries(known));
});
