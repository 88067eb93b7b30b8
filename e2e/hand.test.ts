import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { complaints, launch, outsiders, picture } from "./support/browser.ts";

const PARTIAL = readFileSync(join(import.meta.dirname, "solutions/semver-partial.js"), "utf8");

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

describe("a person rebuilds semver by hand", () => {
  let page: Page;
  let bench: Bench;
  let wrong: string[];
  let outside: string[];

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    wrong = complaints(page);
    outside = outsiders(page, server.url);
    bench = new Bench(page);
  });

  afterAll(async () => {
    await page.close();
  });

  test("the front page lists the programs by size", async () => {
    await page.goto(server.url);
    await page.getByRole("link", { name: "semver" }).waitFor();
    const names = await page.locator("tbody th, tbody td:first-child").allInnerTexts();
    expect(names.map((text) => text.split("\n")[0]).filter((name) => name !== "")).toEqual([
      "lines",
      "mustache",
      "unzstd",
      "figlet",
      "semver",
      "phylotree",
      "commonmark",
      "hashsum",
      "acorn",
      "jsonata",
      "jq",
      "Lua",
      "SQLite",
    ]);
    await picture(page, "front-light-1280");
  });

  test("Submit is closed while there is nothing to submit, and says why", async () => {
    await bench.start(server.url, "semver");
    await bench.button("Submit").click();
    await page.getByText("There is no program to run").waitFor();
    expect(await page.getByRole("region", { name: "Verdict" }).getByText("Not solved").count()).toBe(0);
  });

  test("cases without a program say so where the person is taken", async () => {
    await bench.tab("Files");
    await page.keyboard.press("Control+Enter");
    await page.getByText("There is no program to run").waitFor();
  });

  test("files are created, renamed, deleted and brought back", async () => {
    await bench.createFile("lib/notes.txt", "one\ntwo\n");
    await page.getByRole("treeitem", { name: "notes.txt" }).click();
    await page.keyboard.press("F2");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("lib/words.txt");
    await page.keyboard.press("Enter");
    await page.getByRole("treeitem", { name: "words.txt" }).waitFor();
    await page.getByRole("treeitem", { name: "words.txt" }).focus();
    await page.keyboard.press("Delete");
    await page.getByRole("treeitem", { name: "words.txt" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("treeitem", { name: "words.txt" }).waitFor();
  });

  test("the shell runs what was typed, with pipes, and the original", async () => {
    await bench.createFile("main.js", PARTIAL);
    await bench.shell("node main.js 2.0.0 1.0.0 | head -n 1", /1\.0\.0/);
    await bench.shell("reference -i minor 4.5.6 | cat; echo code $?", /4\.6\.0[^]*code 0/);
  });

  test("F6 goes round the panels, out of the terminal and past a closed agent, too", async () => {
    await bench.shell("echo here $((20 + 1))", /here 21/);
    const seen: unknown[] = [];
    for (const key of ["F6", "F6", "F6", "F6", "Shift+F6", "Shift+F6"]) {
      const before = await page.evaluate(() => document.activeElement?.outerHTML);
      await page.keyboard.press(key);
      await page.waitForFunction((html) => document.activeElement?.outerHTML !== html, before);
      seen.push(
        await page.evaluate(() =>
          document.activeElement?.closest("[data-place]")?.getAttribute("data-place"),
        ),
      );
    }
    expect(seen).toEqual(["agent", "files", "editor", "terminal", "editor", "files"]);
  });

  test("a program that never ends is ended by Ctrl-C", async () => {
    await bench.shell("node -e 'console.log(\"on and on\"); for (;;);'", /on and on\s/);
    await page.keyboard.press("Control+C");
    await bench.shell("echo still $((40 + 2))", /still 42/);
  });

  test("the visible cases run, and a failing one shows its first difference", async () => {
    await bench.runVisibleCases();
    await bench.tab("Cases");
    await page.getByRole("combobox", { name: "Show cases that" }).selectOption({ index: 1 });
    const list = page.getByRole("listbox", { name: "Visible cases" });
    await list.getByRole("option").first().click();
    await bench.tab("Case");
    const detail = page.getByRole("region", { name: /^Case / });
    await detail
      .getByText(/Expected/i)
      .first()
      .waitFor();
    await picture(page, "semver-case-light-1280");
  });

  test("submitting ends in a partial verdict", async () => {
    expect(await bench.submit()).toBe("Not solved");
    const region = page.getByRole("region", { name: "Verdict" });
    await region.getByRole("row", { name: /Hidden/ }).waitFor();
    const [, passed, total] =
      /(\d+) of (\d+)/.exec(await region.getByRole("row", { name: /^All/ }).innerText()) ?? [];
    expect(Number(passed)).toBeGreaterThan(Number(total) * 0.3);
    expect(Number(passed)).toBeLessThan(Number(total));
    await picture(page, "semver-verdict-light-1280");
  });

  test("after a reload the files, the results and the verdict are there", async () => {
    await page.reload();
    await bench.ready();
    await bench.tab("Files");
    await page.getByRole("treeitem", { name: "words.txt" }).waitFor();
    expect(await bench.verdict()).toBe("Not solved");
    await page.getByRole("treeitem", { name: "main.js" }).click();
    await page.getByRole("region", { name: "Editor" }).getByText("A first attempt at semver").waitFor();
  });

  test("the run leaves as one file and comes back from it", async () => {
    const leaving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export run" }).click();
    const file = await (await leaving).path();
    await page.goto(`${server.url}#/task/semver`);
    await page.getByLabel("File of a run").setInputFiles(file);
    await page.waitForURL(/#\/run\//);
    const run = page.url().slice(page.url().lastIndexOf("/") + 1);
    await page.goto(`${server.url}#/task/semver/work?run=${run}`);
    await bench.ready();
    expect(await bench.verdict()).toBe("Not solved");
  });

  test("in the dark, and at 1920", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, "semver-dark-1280");
    await page.setViewportSize({ width: 1920, height: 1080 });
    await picture(page, "semver-dark-1920");
    await page.emulateMedia({ colorScheme: "light" });
    await picture(page, "semver-light-1920");
  });

  test("nothing left the origin and nothing complained", () => {
    expect(outside).toEqual([]);
    expect(wrong).toEqual([]);
  });
});

test("the original of jq answers in the console", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const bench = new Bench(page);
  await bench.start(server.url, "jq");
  const said = await bench.askReference(`-c '.a | map(. + 1)'`, '{"a": [1, 2, 3]}');
  expect(said).toContain("[2,3,4]");
  const failed = await bench.askReference("'.['", "{}");
  expect(failed).toMatch(/exit 3/);
  await picture(page, "jq-reference-light-1280");
  await page.close();
});
