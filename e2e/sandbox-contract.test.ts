import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import { MACHINE_CHECKS, SANDBOX_CHECKS } from "../src/sandbox/contract.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

type Door = "client" | "machine" | "machines";
type Server = Awaited<ReturnType<typeof serve>>;

let browser: Browser;
let server: Server;

beforeAll(async () => {
  server = await serve(join(import.meta.dirname, "../dist"));
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each([
  ["client", "the published client", SANDBOX_CHECKS],
  ["machine", "a machine", SANDBOX_CHECKS],
  ["machines", "machines", MACHINE_CHECKS],
] as const)("%s", (door, title, checks) => {
  let page: Page;

  beforeAll(async () => {
    page = await browser.newPage();
    await openTestPage(page, server.url, "pages/sandbox-contract.ts");
  });

  afterAll(async () => {
    await page.close();
  });

  test.each(checks.map((check) => check.name))(`${title}: %s`, async (name) => {
    const wrong = await page.evaluate(
      ([at, which]) =>
        (globalThis as unknown as { check: (d: Door, n: string) => Promise<string | null> }).check(at, which),
      [door, name] as const,
    );
    expect(wrong).toBeNull();
  });
});
