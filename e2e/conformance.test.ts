import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import { differences } from "./conformance/differences.ts";
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

test("programs behave as under the pinned Node", async () => {
  const differing: Record<string, string> = {};
  for (const program of PROGRAMS) {
    const expected = EXPECTED[program.name];
    if (!expected) throw new Error(`${program.name} was not recorded: run e2e/conformance/record.ts`);
    let seen = await observe(program);
    for (let tries = 1; program.racy && tries < 4 && differences(seen, expected) !== ""; tries++)
      seen = await observe(program);
    const found = differences(seen, expected);
    if (found !== "") differing[program.name] = found;
    if (found !== "" && process.env["SHOW"]) console.log(program.name, { seen, expected });
  }
  const count = PROGRAMS.length - Object.keys(differing).length;
  console.log(`conformance: ${count} of ${PROGRAMS.length}`);
  expect(differing).toEqual(DIFFER);
}, 600_000);

const text = (encoded: string) => Buffer.from(encoded, "base64").toString();

test("a task's policy: modules and globals that are forbidden, a clock that stands still", async () => {
  const run = async (code: string, policy: Parameters<Api["run"]>[2]) => {
    const request = { argv: ["node", "main.js"], timeoutMs: 20_000 };
    const result = await page.evaluate(([given, asked, how]) => api.run(given, asked, how), [
      { "main.js": code },
      request,
      policy,
    ] as const);
    return text(result.stdout) + text(result.stderr);
  };
  const deny = { deny: { modules: ["zlib"], globals: ["fetch"] } };
  const denied = await run(
    `const tell = (work) => { try { return work() } catch (e) { return [e.code, e.message] } };
    console.log(JSON.stringify([tell(() => require("zlib")), tell(() => require("node:zlib")), tell(() => fetch),
      tell(() => process.getBuiltinModule("zlib")), tell(() => new CompressionStream("gzip")), typeof require("fs").readFileSync]));
    import("zlib").catch((e) => console.log(e.code));`,
    deny,
  );
  const refusal = ["ERR_ACCESS_DENIED", "Cannot use 'zlib': this task forbids it."];
  const [line = "", last] = denied.split("\n");
  const global = ["ERR_ACCESS_DENIED", "Cannot use 'fetch': this task forbids it."];
  expect(JSON.parse(line)).toEqual([refusal, refusal, global, refusal, refusal, "function"]);
  expect(last).toBe("ERR_ACCESS_DENIED");

  const frozen = { frozen: { now: 1_700_000_000_000, seed: 7 } };
  const program = `console.log(Date.now(), new Date().toISOString(), new Date(5).getTime(), performance.now(), Math.random(),
    require("crypto").randomBytes(8).toString("hex")); setTimeout(() => console.log(Date.now()), 5);`;
  const [once, again] = [await run(program, frozen), await run(program, frozen)];
  expect(once).toBe(again);
  expect(once).toMatch(/^1700000000000 2023-11-14T22:13:20\.000Z 5 0 0\.\d+ [0-9a-f]{16}\n1700000000000\n$/);
});

/** Each leaves something behind, or tries to. */
const LEAVERS = [
  "globalThis.LEFT = 1; undeclared = 2; var declared = 3; process.env.LEFT = '4'; require('fs').left = 5;",
  "Array.prototype.left = 1;",
  "Object.defineProperty(globalThis, 'LEFT', { value: 1 });",
  "Object.freeze(Array.prototype);",
  "Date.prototype.toISOString = () => 'left'; Error.stackTraceLimit = 1; /(x)/.exec('x');",
  "globalThis.Map = class {};",
  "process.env.TZ = 'Asia/Tokyo'; console.log(new Date(0).getHours());",
  "try { process.exit(6) } catch { globalThis.LEFT = 1 } finally { globalThis.LEFT = 2 }",
  "setInterval(() => { globalThis.LEFT = 5 }, 1); setTimeout(() => process.exit(2), 20);",
  "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => { globalThis.LEFT = 7 }); process.exit();",
  "const s = new (require('async_hooks').AsyncLocalStorage)(); s.run(1, async () => { await 1; console.log(s.getStore()) });",
  "Promise.reject(new Error('left'));",
];
const LOOK = `console.log(typeof LEFT, typeof undeclared, typeof declared, [].left, process.env.LEFT, require("fs").left,
  Object.isFrozen(Array.prototype), new Date(0).toISOString(), new Date(0).getHours(), Error.stackTraceLimit, new Map().size);`;

test("what a program leaves behind never reaches the next one, though workers are used again", async () => {
  const programs = LEAVERS.flatMap((leaver) => [leaver, LOOK]);
  const results = await page.evaluate((codes) => api.sequence(codes), programs);
  const looks = results.filter((_result, index) => index % 2 === 1).map(({ output }) => output);
  const clean =
    "undefined undefined undefined undefined undefined undefined false 1970-01-01T00:00:00.000Z 0 10 0\n";
  expect(looks).toEqual(LEAVERS.map(() => clean));
  expect(results.some(({ reused }) => reused)).toBe(true);
});
