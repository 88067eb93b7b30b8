import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GradingPage } from "./pages/grading.ts";
import { serveApp, type Server } from "./support/app.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const page: GradingPage;

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

const printed = (files: Readonly<Record<string, string>>, args: readonly string[] = []) =>
  view.evaluate(([given, of, forbidden]) => page.printed(given, of, forbidden), [
    files,
    args,
    FORBIDDEN,
  ] as const);

test("what a task forbids is told in one sentence, however it is asked for", async () => {
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

test("no way leads around it", async () => {
  const program = readFileSync(join(import.meta.dirname, "hostile/forbidden.js"), "utf8");
  const { stdout, stderr } = await printed({ "main.js": program });
  expect({ stdout, stderr }).toEqual({ stdout: "nothing\n", stderr: "" });
});
