import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ScriptedModel, startScriptedModel } from "./scripted-model/index.ts";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { violations } from "./support/axe.ts";
import { complaints, delayEditorWorker, launch, outsiders, picture } from "./support/browser.ts";

let browser: Browser;
let server: Server;
let model: ScriptedModel;

beforeAll(async () => {
  [server, model, browser] = await Promise.all([serveApp(), startScriptedModel(), launch()]);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([server.close(), model.close()]);
});

describe("a visitor without a key", () => {
  let page: Page;
  let bench: Bench;
  let bad: string[];
  let away: string[];

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    bench = new Bench(page);
    bad = complaints(page);
    away = outsiders(page, server.url);
    await delayEditorWorker(page, 200);
  });

  afterAll(async () => {
    await page.close();
  });

  test("watches a recording from the front page to a verdict that is computed here", async () => {
    // One result of the record is another than the one that comes about here.
    await page.route("**/recordings/mustache.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace("\\n625\\n", "\\n624\\n") });
    });
    await page.goto(server.url);
    await page.getByRole("link", { name: "Watch mustache" }).click();
    const bar = page.getByRole("region", { name: "Recording" });
    await bar.getByText("not a language model's run").waitFor({ timeout: 60_000 });
    await bar.getByRole("button", { name: "Fast" }).click();
    expect(await violations(page)).toEqual([]);
    expect(await bench.verdict(290_000)).toBe("Solved");
    await bar.getByText(/^≠ 1 of \d+ results differ from the record$/).waitFor();
    await picture(page, "watch-solved");
    // No cost is made up for what no model was asked.
    expect(await page.getByRole("banner").getByText("$").count()).toBe(0);
    expect(away).toEqual([]);
    expect(bad).toEqual([]);
  });

  test("looks through the run: its events, files, cases and chart, by keyboard", async () => {
    const runId = new URLSearchParams(page.url().split("?")[1]).get("run") ?? "";
    await page.goto(`${server.url}#/run/${runId}`);
    const feed = page.getByRole("feed", { name: "Transcript" });
    await feed.waitFor();
    await feed.focus();
    await page.keyboard.press("End");
    await page
      .locator("article[aria-current]")
      .getByText(/passed/)
      .waitFor();
    await page.waitForURL(/\?e=\d+$/);
    await page.keyboard.press("c");
    await page
      .locator("article[aria-current]")
      .getByText(/cases? passed/)
      .waitFor();

    const slider = page.getByRole("slider", { name: "Event" });
    await slider.focus();
    await page.keyboard.press("Home");
    await page.getByText("There were no files yet at this event.").waitFor();
    await page.getByRole("button", { name: "Next change of a file" }).click();
    await page.getByText("the agent created main.js").waitFor();
    await page.getByText("against the event before").waitFor();
    await page.locator(".monaco-diff-editor .view-line").first().waitFor();
    // Far quicker than differences are computed: no text may be gone while one is.
    for (const name of ["Next change of a file", "Change of a file before"]) {
      const button = page.getByRole("button", { name });
      for (let step = 0; step < 15; step += 1)
        await button.evaluate((element: HTMLElement) => element.click());
    }
    for (const tab of ["Files", "Cases", "Chart", "Outcome"]) {
      await bench.tab(tab);
      await page.waitForTimeout(400);
      expect(await violations(page), tab).toEqual([]);
    }
    await bench.tab("Chart");
    await page.getByRole("button", { name: "As a table" }).click();
    const rows = page.getByRole("region", { name: "Runs of the visible cases" }).getByRole("row");
    expect(await rows.count()).toBeGreaterThan(3);
    const before = page.url();
    await rows.nth(2).getByRole("button").click();
    // The address follows a moment later.
    await page.waitForURL((url) => url.href !== before);
    await bench.tab("Cases");
    await page.getByText(/newly pass/).waitFor();

    const permalink = page.url();
    await page.reload();
    await page.locator("article[aria-current]").waitFor();
    expect(page.url()).toBe(permalink);
    expect(bad).toEqual([]);
  });

  test("takes the run over at an event, and goes on by hand", async () => {
    await page.getByRole("button", { name: "Take over from here" }).click();
    await bench.ready();
    await bench.tab("Files");
    await page.getByRole("treeitem", { name: "main.js" }).click();
    await page.getByRole("region", { name: "Editor" }).locator(".view-line").nth(3).waitFor();
    await page.getByRole("region", { name: "Agent" }).getByLabel("Base URL").waitFor();
    await page.getByText("By hand", { exact: true }).first().waitFor();
  });

  test("and lets an agent go on there, with a key", async () => {
    await bench.startAgent({ baseUrl: model.url, model: "endless", key: "sk-any", turns: 200 });
    const transcript = page.getByRole("region", { name: "Agent" }).getByLabel("Transcript");
    await transcript.getByText("echo step 2").waitFor({ timeout: 60_000 });
    await bench.button("Stop").click();
    await page.getByText("Agent stopped", { exact: true }).waitFor();
  });
});

test("a recording that cannot be read says so in one place, and nothing is begun", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.route("**/recordings/mustache.json", (route) => route.fulfill({ body: '{"format": "other"}' }));
  await page.goto(`${server.url}#/watch/mustache`);
  await page.getByText(/This recording cannot be played\./).waitFor();
  expect(await page.getByRole("alert").count()).toBe(1);
  await page.goto(`${server.url}#/task/mustache`);
  await page.getByRole("link", { name: "Start", exact: true }).waitFor();
  await page.close();
});
