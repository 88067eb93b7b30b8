// Keys, providers and the doctor, as a person meets them in Settings and at the start of an agent.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startScriptedModel, type ScriptedModel } from "./scripted-model/index.ts";
import { serveApp, type Server } from "./support/app.ts";
import { complaints, launch, picture } from "./support/browser.ts";
import { keptBy } from "./support/planted.ts";

const KEY = "sk-planted-settings-0123456789";

let browser: Browser;
let server: Server;
let model: ScriptedModel;
let page: Page;

beforeAll(async () => {
  [server, model, browser] = await Promise.all([serveApp(), startScriptedModel({ key: KEY }), launch()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
});

afterAll(async () => {
  await browser.close();
  await Promise.all([server.close(), model.close()]);
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const steps = () => page.getByRole("list", { name: "Check" }).getByRole("listitem");

async function settings(format: string, name: string, key = KEY): Promise<void> {
  await page.getByLabel("Provider").selectOption("custom");
  await page.getByLabel("Base URL").fill(model.url);
  await page.getByLabel("Format").selectOption({ label: format });
  await page.getByRole("combobox", { name: "Model" }).fill(name);
  await page.getByLabel("Key", { exact: true }).fill(key);
}

/** Presses Check, with settings that were not checked last, and waits until it is done. */
async function check(): Promise<readonly string[]> {
  await button("Check").click();
  // The list comes once it runs. That there is a button to stop it may be over too soon to be seen.
  await steps().first().waitFor();
  await button("Check").waitFor({ timeout: 60_000 });
  return await steps().allInnerTexts();
}

test.each([["Chat Completions (most servers)"], ["Responses (OpenAI)"], ["Messages (Anthropic)"]])(
  "a key is checked in the format %s",
  async (format) => {
    await page.goto(`${server.url}#/settings`);
    await settings(format, "polite");
    const found = await check();
    expect(found[0]).toMatch(/A reply came in [\d.]+ s\./);
    expect(found[1]).toContain("A tool call was streamed as it should be.");
    expect(found[2]).toContain("Its refusals can be read (404).");
  },
  90_000,
);

test("each fault of a key, a model or a server has its own sentence", async () => {
  const chat = "Chat Completions (most servers)";
  await settings(chat, "toolless");
  expect((await check())[1]).toContain("did not use the tool");
  await settings(chat, "nobody");
  expect((await check())[0]).toContain("knows no model nobody");
  await settings(chat, "polite", "sk-planted-wrong");
  const wrong = await check();
  expect(wrong[0]).toContain("refused the key (401)");
  expect(wrong[1]).toContain("Not tried");
  expect(wrong.join("")).not.toContain("planted");

  const closed = await startScriptedModel({ cors: "closed" });
  await page.getByLabel("Base URL").fill(closed.url);
  expect((await check())[0]).toMatch(/Nothing could be read .* or it does not allow this page/);
  await closed.close();
  const hidden = await startScriptedModel({ cors: "errors-hidden" });
  await page.getByLabel("Base URL").fill(hidden.url);
  expect((await check())[2]).toContain("refusals cannot be read from a web page");
  await hidden.close();
}, 120_000);

test("models are listed, and prices can be set right", async () => {
  await settings("Chat Completions (most servers)", "pol");
  await button("List models").click();
  await page.getByText(/None of the \d+ models has this name/).waitFor();
  await page.getByRole("combobox", { name: "Model" }).fill("polite");
  await button("Change").or(button("Enter the price")).first().click();
  await page.getByLabel("Input", { exact: true }).fill("2");
  await page.getByLabel("Output", { exact: true }).fill("x");
  await button("Keep these figures").click();
  await page.getByText("A number, 0 or more.").waitFor();
  await page.getByLabel("Output", { exact: true }).fill("8");
  await button("Keep these figures").click();
  await page.getByText("As you entered it").waitFor();
  await picture(page, "settings-model-light-1280");
}, 60_000);

test("a key is kept behind a passphrase, asked for after a reload, and forgotten in one click", async () => {
  await settings("Chat Completions (most servers)", "polite");
  await button("Hold key").click();
  await page.getByText("The key is held for this base URL.").waitFor();
  expect(await keptBy(page)).not.toContain(KEY);
  await page.getByLabel("Keys are kept").selectOption("passphrase");
  await page.getByLabel("New passphrase").fill("correct horse");
  await button("Use it").click();
  await page.getByLabel("New passphrase").waitFor({ state: "detached" });
  expect(await keptBy(page)).not.toContain(KEY);
  await page.reload();
  await page.getByLabel("Passphrase of the kept keys").fill("wrong horse");
  await button("Unlock").click();
  await page.getByText("It is another one.").waitFor();
  await page.getByLabel("Passphrase of the kept keys").fill("correct horse");
  await button("Unlock").click();
  await page.getByPlaceholder("A key is held for this address").waitFor();
  expect((await check())[0]).toContain("A reply came");
  await button("Forget all keys").click();
  await page.getByText("All keys are forgotten.").waitFor();
  await page.reload();
  await page.getByLabel("Base URL").waitFor();
  expect(await page.getByPlaceholder("A key is held for this address").count()).toBe(0);
}, 90_000);

test("signing in to OpenRouter brings a key, leaves no code behind, and returns to the same place", async () => {
  const asked: URL[] = [];
  const exchanged: unknown[] = [];
  const context = page.context();
  await context.route("https://openrouter.ai/auth?*", async (route) => {
    asked.push(new URL(route.request().url()));
    const back = new URL(asked.at(-1)?.searchParams.get("callback_url") ?? "");
    back.searchParams.set("code", "code-from-openrouter");
    await route.fulfill({ status: 302, headers: { location: back.href } });
  });
  await context.route("https://openrouter.ai/api/v1/auth/keys", async (route) => {
    const cors = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    if (route.request().method() === "OPTIONS") return await route.fulfill({ status: 204, headers: cors });
    exchanged.push(route.request().postDataJSON());
    await route.fulfill({ json: { key: "sk-planted-from-openrouter" }, headers: cors });
  });
  const said = complaints(page);
  await page.goto(`${server.url}#/settings`);
  await page.getByLabel("Provider").selectOption("openrouter");
  await button("Sign in with OpenRouter").click();
  await page.getByText("Signed in. The key is held for OpenRouter.").waitFor();
  expect(page.url()).toBe(`${server.url}#/settings`);
  await page.getByPlaceholder("A key is held for this address").waitFor();
  const [target] = asked;
  expect(target?.searchParams.get("code_challenge_method")).toBe("S256");
  const { code, code_verifier: verifier } = exchanged[0] as { code: string; code_verifier: string };
  expect(code).toBe("code-from-openrouter");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  expect(Buffer.from(digest).toString("base64url")).toBe(target?.searchParams.get("code_challenge"));
  expect(exchanged).toHaveLength(1);
  const kept = await keptBy(page);
  expect(kept).not.toContain("planted");
  expect(kept).not.toContain("code-from-openrouter");

  // A code that nobody here asked for is dropped.
  await page.goto(`${server.url}?code=stolen&state=forged#/settings`);
  await page.getByLabel("Provider").waitFor();
  expect(page.url()).toBe(`${server.url}#/settings`);
  expect(exchanged).toHaveLength(1);
  expect(said).toEqual([]);
}, 60_000);
