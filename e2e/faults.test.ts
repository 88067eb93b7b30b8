import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startScriptedModel, type ScriptedModel } from "./scripted-model/index.ts";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { launch, launchIn, picture, smallDisk } from "./support/browser.ts";

// Each bad input ends in one clear message with a remedy; the page stays alive and nothing is lost.

let browser: Browser;
let server: Server;
let model: ScriptedModel;
let context: BrowserContext;
let page: Page;
let bench: Bench;

beforeAll(async () => {
  [server, model, browser] = await Promise.all([serveApp(), startScriptedModel({ key: "right" }), launch()]);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([server.close(), model.close()]);
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  bench = new Bench(page);
});

afterEach(async () => {
  await context.close();
});

/** The page still does what a person asks of it. */
async function alive(): Promise<void> {
  await bench.createFile("alive.txt", "still here");
  await page.getByRole("treeitem", { name: "alive.txt" }).waitFor();
}

test("an unknown program in the address", async () => {
  await page.goto(`${server.url}#/task/awk/work`);
  await page
    .getByText(/no program .?awk/i)
    .first()
    .waitFor();
  await picture(page, "fault-unknown-task");
  await page
    .getByRole("link", { name: /programs/i })
    .first()
    .click();
  await page.getByRole("link", { name: "lines", exact: true }).waitFor();
});

test("a broken task.json", async () => {
  await page.route("**/tasks/semver/task.json", (route) =>
    route.fulfill({ body: '{ "id": "semver", "size": "HUGE" }' }),
  );
  await page.goto(server.url);
  await page
    .getByText(/semver\/task\.json|task\.json/)
    .first()
    .waitFor();
  await page.getByRole("link", { name: "lines", exact: true }).waitFor();
  await page.getByRole("link", { name: "jq", exact: true }).waitFor();
  await picture(page, "fault-broken-task");
});

test("no SharedArrayBuffer", async () => {
  const plain = await serveApp({ headers: false });
  const blocked = await browser.newContext({ serviceWorkers: "block" });
  const other = await blocked.newPage();
  await other.goto(plain.url);
  await other
    .getByText(/service worker/i)
    .first()
    .waitFor();
  await other.getByRole("link", { name: "lines", exact: true }).waitFor();
  await picture(other, "fault-not-isolated");
  await blocked.close();
  await plain.close();
});

test("a sandbox host that cannot be reached", async () => {
  await page.route("**/host/runtime.js", (route) => route.abort());
  await page.goto(`${server.url}#/task/lines/work`);
  await page
    .getByText(/sandbox host/i)
    .first()
    .waitFor({ timeout: 60_000 });
  await page
    .getByText(/reload the page/i)
    .first()
    .waitFor();
  await alive();
  await page.unroute("**/host/runtime.js");
  await page.reload();
  await bench.ready();
  await page.getByRole("treeitem", { name: "alive.txt" }).waitFor();
});

test("a model endpoint that cannot be reached", async () => {
  await bench.start(server.url, "lines");
  await bench.startAgent({ baseUrl: "http://127.0.0.1:9/v1", model: "any", key: "x" });
  await page
    .getByText(/could not be reached|cannot be reached/i)
    .first()
    .waitFor({ timeout: 60_000 });
  await picture(page, "fault-unreachable");
  await bench.button("Stop").click();
  await alive();
});

test("a wrong key", async () => {
  await bench.start(server.url, "lines");
  await bench.startAgent({ baseUrl: model.url, model: "solver-lines", key: "wrong-key-1234" });
  await page
    .getByText(/refused the key/i)
    .first()
    .waitFor({ timeout: 60_000 });
  expect(await page.getByText("wrong-key-1234").count()).toBe(0);
  await picture(page, "fault-401");
  await alive();
});

test("an event stream that is cut in half is tried again", async () => {
  await bench.start(server.url, "lines");
  await bench.startAgent({ baseUrl: model.url, model: "fault-cut", key: "right" });
  await page
    .getByText(/broke off|was cut|cut off|ended early/i)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.getByRole("treeitem", { name: "main.js" }).waitFor({ timeout: 120_000 });
  await bench.button("Stop").click();
});

test("a program that never ends, in the cases", async () => {
  await bench.start(server.url, "lines");
  await bench.createFile("main.js", "for (;;);\n");
  await bench.button("Run visible cases").click();
  await bench.tab("Cases");
  await page
    .getByText(/2 seconds|2 s|time limit|too long/i)
    .first()
    .waitFor({ timeout: 120_000 });
  await page.getByRole("button", { name: "Cancel" }).click();
  await bench.button("Run visible cases").waitFor();
  await alive();
});

test("a program that prints 100 MB", async () => {
  await bench.start(server.url, "lines");
  await bench.createFile(
    "main.js",
    "const line = 'x'.repeat(999) + '\\n';\nfor (let i = 0; i < 1e5; i++) process.stdout.write(line);\n",
  );
  await bench.shell("node main.js | wc -c", /100000000/, 120_000);
  await bench.shell("node main.js | tail -c 5; echo end", /end/, 120_000);
  await bench.button("Run visible cases").click();
  await bench.tab("Cases");
  await page
    .getByRole("listbox", { name: "Visible cases" })
    .getByText(/output|stdout|printed/i)
    .first()
    .waitFor({ timeout: 120_000 });
  await page.getByRole("button", { name: "Cancel" }).click();
  await bench.button("Run visible cases").waitFor();
  await alive();
});

const disk = smallDisk(160);

test.skipIf(disk === null)("a full disk", async () => {
  const { folder, fill, remove } = disk!;
  const kept = await launchIn(folder);
  try {
    page = kept.pages()[0] ?? (await kept.newPage());
    bench = new Bench(page);
    await bench.start(server.url, "lines");
    await bench.createFile("main.js", "// kept\n");
    await page.getByText("✓ Saved").waitFor();
    // The browser puts its own files in order now and then, and what that sets free must not be enough.
    const told = page.getByText(/disk is full|storage for this page is full/).first();
    let free = fill();
    for (let tries = 1; tries <= 3 && !(await told.isVisible()); tries++) {
      free = fill();
      await bench.type(`// ${"much text ".repeat(50_000)}\n`);
      await told.waitFor({ timeout: 30_000 }).catch(() => undefined);
    }
    expect(await told.isVisible()).toBe(true);
    await page.getByText("! Not saved yet").waitFor();
    await picture(page, "fault-full-disk");
    free();
    await bench.type("// after\n");
    await page.getByText("✓ Saved").waitFor({ timeout: 90_000 });
    await page.reload();
    await bench.ready();
    await bench.tab("Files");
    await page.getByRole("treeitem", { name: "main.js" }).click();
    await page.getByRole("region", { name: "Editor" }).getByText("// after").waitFor();
    expect(await bench.editorText()).toContain("much text much text");
  } finally {
    await kept.close();
    remove();
  }
});
