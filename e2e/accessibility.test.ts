import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { launch } from "./support/browser.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds against WCAG 2.2 AA, a line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: readonly Violation[] }> };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    return (await axe.run({ runOnly: { type: "tag", values: tags } })).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" ")}`);
}

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
