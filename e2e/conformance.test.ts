import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import { type Expectation, expectation } from "./conformance/expectation.ts";
import type { Program } from "./conformance/program.ts";
import { PROGRAMS } from "./conformance/programs/index.ts";
import type { Api } from "./pages/conformance.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const api: Api;

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");
const EXPECTED = JSON.parse(
  readFileSync(join(import.meta.dirname, "conformance/expected.json"), "utf8"),
) as Record<string, Expectation>;

/** Programs that do not yet behave as in Node, and in what they differ. Must match exactly. */
const DIFFER: Readonly<Record<string, string>> = {
  "async-local-storage": "stdout",
  "worker-threads": "stdout, stderr, code",
  "worker-atomics": "stdout, stderr, code",
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
  await browser.close();
  await server.close();
});

async function observe(program: Program): Promise<Expectation> {
  const { files, args, stdin = "", env = {}, killAfterMs } = program;
  const request = {
    argv: ["node", ...args],
    stdin,
    env: { TZ: "UTC", ...env },
    timeoutMs: killAfterMs ?? 20_000,
  };
  const result = await page.evaluate(([given, asked]) => api.run(given, asked), [
    { ...files },
    request,
  ] as const);
  const bytes = (text: string) => Buffer.from(text, "base64");
  return expectation(program, result.cwd, bytes(result.stdout), bytes(result.stderr), result.code);
}

/** In what the two differ: `stdout`, `stderr`, `code`, with commas between; empty when in nothing. */
function difference(seen: Expectation, expected: Expectation): string {
  const parts = ["stdout", "stderr", "code"] as const;
  return parts.filter((part) => JSON.stringify(seen[part]) !== JSON.stringify(expected[part])).join(", ");
}

test("programs behave as under the pinned Node", async () => {
  const differing: Record<string, string> = {};
  for (const program of PROGRAMS) {
    const expected = EXPECTED[program.name];
    if (!expected) throw new Error(`${program.name} was not recorded: run e2e/conformance/record.ts`);
    let seen = await observe(program);
    for (let tries = 1; program.racy && tries < 4 && difference(seen, expected) !== ""; tries++)
      seen = await observe(program);
    const found = difference(seen, expected);
    if (found !== "") differing[program.name] = found;
    if (found !== "" && process.env["SHOW"]) console.log(program.name, { seen, expected });
  }
  const count = PROGRAMS.length - Object.keys(differing).length;
  console.log(`conformance: ${count} of ${PROGRAMS.length}`);
  expect(differing).toEqual(DIFFER);
}, 600_000);
