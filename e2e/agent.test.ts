import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startScriptedModel, type ScriptedModel } from "./scripted-model/index.ts";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { launch, picture } from "./support/browser.ts";
import { keptBy, overhear } from "./support/planted.ts";

const KEY = "sk-planted-0123456789abcdef";

let browser: Browser;
let server: Server;
let model: ScriptedModel;

beforeAll(async () => {
  [server, model, browser] = await Promise.all([serveApp(), startScriptedModel({ key: KEY }), launch()]);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([server.close(), model.close()]);
});

async function openBench(): Promise<{ page: Page; bench: Bench }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const bench = new Bench(page);
  await bench.start(server.url, "lines");
  return { page, bench };
}

describe("an agent rebuilds lines", () => {
  let page: Page;
  let bench: Bench;

  let heard: Awaited<ReturnType<typeof overhear>>;

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    heard = await overhear(page);
    bench = new Bench(page);
    await bench.start(server.url, "lines");
  });

  afterAll(async () => {
    await page.close();
  });

  test("from Start agent to Solved", async () => {
    await bench.startAgent({ baseUrl: model.url, model: "solver-lines", key: KEY });
    await bench.button("Pause").waitFor();
    expect(await bench.verdict(300_000)).toBe("Solved");
    await page
      .getByText(/agent stopped|submitted/i)
      .first()
      .waitFor();
    await picture(page, "agent-solved-light-1280");
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, "agent-solved-dark-1280");
  });

  test("its edits are in the editor's own documents and undo covers them", async () => {
    await bench.tab("Files");
    await page.getByRole("treeitem", { name: "main.js" }).click();
    await page.getByRole("region", { name: "Editor" }).locator(".view-line").nth(3).waitFor();
    expect((await bench.editorText()).length).toBeGreaterThan(100);
  });

  test("after a reload the transcript and the verdict are there", async () => {
    await page.reload();
    await bench.ready();
    expect(await bench.verdict()).toBe("Solved");
    await page.getByLabel("Transcript").getByText("evaluate_testcases").first().waitFor();
  });

  test("the key is in no store, no event, no message, no line of the console and no address", async () => {
    const leaving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export run" }).click();
    const file = await (await leaving).path();
    const { readFile } = await import("node:fs/promises");
    const { strFromU8, unzipSync } = await import("fflate");
    for (const [name, bytes] of Object.entries(unzipSync(await readFile(file)))) {
      expect(strFromU8(bytes, true).includes(KEY), name).toBe(false);
    }
    expect((await keptBy(page)).includes(KEY)).toBe(false);
    expect((await heard.all()).includes(KEY)).toBe(false);
    expect(model.requests.filter((request) => request.method === "POST").length).toBeGreaterThan(3);
  });
});

describe("a person and an agent together", () => {
  let page: Page;
  let bench: Bench;

  beforeAll(async () => {
    ({ page, bench } = await openBench());
  });

  afterAll(async () => {
    await page.close();
  });

  test("what the person types stays while the agent edits the same file", async () => {
    await bench.startAgent({ baseUrl: model.url, model: "slow", key: KEY });
    await page.getByRole("treeitem", { name: "main.js" }).waitFor({ timeout: 120_000 });
    await page.getByRole("treeitem", { name: "main.js" }).click();
    const editor = page.getByRole("region", { name: "Editor" }).locator(".monaco-editor .view-lines");
    await editor.first().click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("// a person was here\n", { delay: 40 });
    await page.getByLabel("Transcript").getByText("evaluate_testcases").first().waitFor({ timeout: 180_000 });
    await page.keyboard.press("Control+Home");
    await page.waitForTimeout(500);
    expect(await bench.editorText()).toContain("// a person was here");
  });

  test("it pauses, resumes and stops when told", async () => {
    await bench.button("Pause").click();
    await bench.button("Resume").waitFor({ timeout: 120_000 });
    await bench.button("Resume").click();
    await bench.button("Pause").waitFor();
    await bench.button("Stop").click();
    await page
      .getByText(/Agent stopped/)
      .first()
      .waitFor({ timeout: 60_000 });
  });
});

test("a run that was under way when the page closed goes on after a reload", async () => {
  const { page, bench } = await openBench();
  await bench.startAgent({ baseUrl: model.url, model: "slow", key: KEY });
  await page.getByRole("treeitem", { name: "main.js" }).waitFor({ timeout: 120_000 });
  await page.reload();
  await bench.ready();
  await page
    .getByText(/Agent paused/)
    .first()
    .waitFor();
  await bench.resumeAgent(KEY);
  await bench.button("Pause").waitFor();
  expect(await bench.verdict(400_000)).toBe("Solved");
  await page.close();
});

test("a run stops at its turn limit and says so", async () => {
  const { page, bench } = await openBench();
  await bench.startAgent({ baseUrl: model.url, model: "endless", key: KEY, turns: 3 });
  await page.getByLabel("Transcript").getByText(/turn/i).first().waitFor();
  await page
    .getByText(/Agent stopped/)
    .first()
    .waitFor({ timeout: 120_000 });
  await page.getByLabel("Transcript").getByText(/limit/i).first().waitFor();
  await page.close();
});
