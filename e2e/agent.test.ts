import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startScriptedModel, type ScriptedModel } from "./scripted-model/index.ts";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { violations } from "./support/axe.ts";
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

describe("a person, an agent and two tabs", () => {
  let context: BrowserContext;
  let page: Page;
  let bench: Bench;
  let second: Page;
  let heard: Awaited<ReturnType<typeof overhear>>;
  let runId: string;

  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    bench = new Bench(page);
    await bench.start(server.url, "lines");
  });

  afterAll(async () => {
    await context.close();
  });

  const agentOf = (tab: Page) => tab.getByRole("region", { name: "Agent" });
  const heardIn = (tab: Page) => agentOf(tab).getByLabel("Transcript");

  test("the form says what a run may cost, and on what that rests", async () => {
    await page.getByRole("button", { name: /^Arrange: watch/i }).click();
    const form = agentOf(page);
    await form.getByLabel("Base URL").fill(model.url);
    await form.getByLabel("Model").fill("slow");
    const estimate = page.getByRole("region", { name: "Estimate" });
    // A server on this computer bills nothing, until a person says otherwise.
    await estimate.getByText("nothing", { exact: true }).waitFor();
    await form
      .getByRole("button", { name: "Change" })
      .or(form.getByRole("button", { name: "Enter the price" }))
      .first()
      .click();
    await form.getByLabel("Input", { exact: true }).fill("2");
    await form.getByLabel("Output", { exact: true }).fill("8");
    await form.getByRole("button", { name: "Keep these figures" }).click();
    await estimate.getByText(/\$[\d.]+ to \$[\d.]+/).waitFor();
    await estimate.getByText(/measured|published|runs/).waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, "agent-start-form");
  });

  test("a second tab watches live: replies as they stream, words, raised limits, the pause", async () => {
    const format = "Messages (Anthropic)";
    await bench.startAgent({ baseUrl: model.url, model: "slow", key: KEY, turns: 40, format });
    await bench.button("Pause").waitFor();
    await page.waitForURL(/run=/);
    runId = new URLSearchParams(page.url().split("?")[1]).get("run") ?? "";
    second = await context.newPage();
    heard = await overhear(second);
    await second.goto(page.url());
    await second.getByText(/^Watching: agent at work/).waitFor();
    await second.getByRole("button", { name: /^Arrange: watch/i }).click();
    await heardIn(second).locator("article").nth(1).waitFor();
    expect(await agentOf(second).getByLabel("Say something to the agent").count()).toBe(0);

    await agentOf(page).getByLabel("Say something to the agent").fill("Mind the last line.");
    await page.keyboard.press("Enter");
    await heardIn(page).getByText("Mind the last line.").waitFor();
    await heardIn(second).getByText("Mind the last line.").waitFor();

    await agentOf(page).getByRole("button", { name: "Limits" }).click();
    await agentOf(page).getByLabel("Turns").fill("60");
    await agentOf(page).getByRole("button", { name: "Set limits" }).click();
    await agentOf(second).getByText("of 60", { exact: true }).waitFor();
  });

  test("what the person types stays while the agent edits the same file", async () => {
    const file = page.getByRole("treeitem", { name: "main.js" });
    const editor = page.getByRole("region", { name: "Editor" }).locator(".monaco-editor .view-lines").first();
    await file.waitFor({ timeout: 120_000 });
    // The agent's next edit may come between the two clicks, and be shown in the editor's place.
    const open = async (): Promise<boolean> => {
      await file.click();
      return editor.click({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(open, { timeout: 60_000, interval: 50 }).toBe(true);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("// a person was here\n", { delay: 40 });
    await heardIn(page).getByText("evaluate_testcases").first().waitFor({ timeout: 180_000 });
    await page.keyboard.press("Control+Home");
    await expect.poll(() => bench.editorText()).toContain("// a person was here");
    await bench.button("Pause").click();
    await bench.button("Resume").waitFor({ timeout: 120_000 });
    await second.getByText("Watching: agent paused").waitFor();
    await bench.button("Resume").click();
    await bench.button("Pause").waitFor();
  });

  test("when its tab dies, the other has the run: nothing is lost, and it goes on to the end", async () => {
    const devtools = await context.newCDPSession(page);
    // It never answers: the renderer that would is gone.
    const gone = page.waitForEvent("crash");
    devtools.send("Page.crash").catch(() => undefined);
    await gone;
    await page.close({ runBeforeUnload: false });
    page = second;
    bench = new Bench(page);
    await page.getByText("Agent paused", { exact: true }).first().waitFor({ timeout: 60_000 });
    await page.getByText("The page closed while the agent was at work.").waitFor();
    await heardIn(page).getByText("Mind the last line.").waitFor();
    await bench.resumeAgent(KEY);
    await bench.button("Pause").waitFor();
    expect(await bench.verdict(400_000)).toBe("Solved");
  });

  test("faults are seen with their remedy: a wait is skipped, a stop is resumed, a limit has its name", async () => {
    const again = async (name: string, key: string, turns: number): Promise<void> => {
      const more = agentOf(page).getByRole("button", { name: "Start an agent" });
      if (await more.isVisible()) await more.click();
      const format = "Responses (OpenAI)";
      await bench.startAgent({ baseUrl: model.url, model: name, key, turns, format });
    };
    const refused = heardIn(page).getByText(/allows no more requests for now \(429\)/);
    await again("limited-with-header", KEY, 500);
    // A page cannot read this server's Retry-After: the waits grow until one is long enough to be skipped by hand.
    await page.getByText(/^Tries again in ([5-9]|\d\d) s$/).waitFor({ timeout: 60_000 });
    const before = await refused.count();
    await page.getByRole("button", { name: "Retry now" }).first().click();
    await expect.poll(() => refused.count(), { timeout: 4_500 }).toBe(before + 1);
    await picture(page, "agent-retry");
    await bench.button("Stop").click();
    await page.getByText("Agent stopped", { exact: true }).waitFor();

    await again("endless", "sk-planted-wrong", 500);
    await heardIn(page)
      .getByText(/refused the key \(401\)/)
      .first()
      .waitFor();
    await page.getByText("Agent stopped", { exact: true }).waitFor();
    const spent = await agentOf(page).getByRole("definition").first().innerText();
    await again("endless", KEY, Number(/\d+/.exec(spent)?.[0]) + 2);
    await heardIn(page)
      .getByText(/All \d+ turns are used/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.getByText("Agent stopped", { exact: true }).waitFor();
  });

  test("the key went nowhere else, in these formats neither", async () => {
    const paths = new Set(model.requests.filter(({ method }) => method === "POST").map(({ path }) => path));
    expect([...paths]).toEqual(expect.arrayContaining(["/v1/messages", "/v1/responses"]));
    expect((await keptBy(page)).includes(KEY)).toBe(false);
    expect((await heard.all()).includes(KEY)).toBe(false);
  });

  test("the run's page knows who changed what", async () => {
    await page.goto(`${server.url}#/run/${runId}`);
    const words = page.getByRole("region", { name: "Through the run" });
    await page.getByRole("slider", { name: "Event" }).focus();
    await page.keyboard.press("Home");
    const seen = new Set<string>();
    const next = page.getByRole("button", { name: "Next change of a file" });
    while (await next.isEnabled()) {
      await next.click();
      seen.add(/(a person|the agent) (created|changed)/.exec(await words.innerText())?.[0] ?? "");
    }
    expect([...seen]).toEqual(expect.arrayContaining(["the agent created", "a person changed"]));
  });
});
