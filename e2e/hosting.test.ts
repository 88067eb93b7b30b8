import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { launch, outsiders, picture } from "./support/browser.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
});

describe.each([
  ["with isolation headers, at the root", { headers: true, base: "/" }],
  ["without headers, at the root", { headers: false, base: "/" }],
  ["without headers, under a sub-path", { headers: false, base: "/some/where/" }],
])("served %s", (title, options) => {
  let server: Server;

  beforeAll(async () => {
    server = await serveApp(options);
  });

  afterAll(async () => {
    await server.close();
  });

  test("the page is isolated, programs run, and a second visit needs no network", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const outside = outsiders(page, server.url);
    const bench = new Bench(page);
    // Without headers the first visit reloads once by itself.
    await page.goto(server.url, { waitUntil: "commit" });
    await page.getByRole("link", { name: "lines", exact: true }).waitFor();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await bench.start(server.url, "lines");
    await bench.createFile("main.js", 'console.log("hello from " + process.version)\n');
    await bench.shell("node main.js", /hello from v24\./);
    expect(await bench.askReference("--help")).toMatch(/lines/);
    // The copy for offline use is filled in the background.
    const kept = (): Promise<string> =>
      page.evaluate(async () => {
        const names = await caches.keys();
        const name = names.find((one) => one.startsWith("mirrorbox:"));
        if (name === undefined) return "";
        return (await (await caches.open(name)).keys()).map((request) => request.url).join(" ");
      });
    await expect
      .poll(kept, { timeout: 120_000, interval: 1000 })
      .toMatch(/tasks\/semver\/cases\/visible\.jsonl/);
    await server.close();
    await page.reload();
    await bench.ready();
    await bench.shell("node main.js", /hello from v24\./);
    expect(outside).toEqual([]);
    await picture(page, `hosted-${title.replaceAll(/\W+/g, "-")}`);
    await context.close();
  });
});

test("npm start prints an address, and the app is there", async () => {
  const root = join(import.meta.dirname, "..");
  const started = spawn("npm", ["start"], { cwd: root, env: { ...process.env, PORT: "0" }, detached: true });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = "";
      started.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const found = /http:\S+/.exec(said);
        if (found) resolve(found[0]);
      });
      started.on("exit", (code) => reject(new Error(`npm start ended with ${code}: ${said}`)));
    });
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByRole("link", { name: "jq", exact: true }).waitFor();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.close();
  } finally {
    // npm and the server it started are one process group.
    process.kill(-(started.pid ?? 0), "SIGTERM");
  }
});
