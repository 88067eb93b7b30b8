import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { violations } from "./support/axe.ts";
import { launch } from "./support/browser.ts";

let browser: Browser;
let server: Server;

beforeAll(async () => {
  server = await serveApp();
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test("the pages and the workbench have no barrier that axe can find", async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    for (const address of ["", "#/task/semver", "#/settings", "#/task/none"]) {
      await page.goto(`${server.url}${address}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForTimeout(500);
      expect(await violations(page), address).toEqual([]);
    }
    const bench = new Bench(page);
    await bench.start(server.url, "lines");
    await bench.createFile("main.js", "console.log(1)\n");
    for (const tab of ["Docs", "Cases", "Reference"]) {
      await bench.tab(tab);
      await page.waitForTimeout(300);
      expect(await violations(page), tab).toEqual([]);
    }
    await context.close();
  });
});
