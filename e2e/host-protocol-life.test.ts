import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import type { Api } from "./pages/host-protocol.ts";
import { hostPages, SERVED } from "./support/host-page.ts";
import { openTestPage } from "./support/pages.ts";

declare const api: Api;

const pages = hostPages();
const open = pages.open;
let page: Page;

describe("life of an instance", () => {
  beforeEach(async () => {
    page = await open();
  });
  afterEach(() => page.close());

  test("teardown ends programs with 143, and boots again with empty files", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.writeFile("old", "x");
      const process = await wc.spawn("node", ["-e", "setInterval(() => {}, 1000)"]);
      wc.fs.watch(".", () => undefined);
      wc.teardown();
      const code = await process.exit;
      const second = (): string => {
        try {
          wc.teardown();
        } catch (error) {
          return (error as Error).message;
        }
        return "no error";
      };
      const again = await api.WebContainer.boot({ workdirName: "other" });
      return [
        code,
        second(),
        again.workdir,
        await again.fs.readdir("."),
        await api.finished(await again.spawn("node", ["-p", "1+1"])),
        await api.failure(api.WebContainer.boot()),
      ];
    });
    expect(result).toMatchObject([
      143,
      "WebContainer already torn down",
      "/home/other",
      [],
      ["2\n", 0],
      { message: "Only a single WebContainer instance can be booted" },
    ]);
  });

  test("two pages have nothing in common", async () => {
    const other = await open();
    const write = (target: Page, text: string): Promise<void> =>
      target.evaluate(async (content) => await (await api.container()).fs.writeFile("f", content), text);
    await Promise.all([write(page, "one"), write(other, "two")]);
    const read = (target: Page): Promise<string> =>
      target.evaluate(async () => await (await api.container()).fs.readFile("f", "utf8"));
    expect([await read(page), await read(other)]).toEqual(["one", "two"]);
    await other.close();
  });

  test("a frame that vanishes from the server is told, not hung on", async () => {
    const message = await page.evaluate(
      async () =>
        await api.failure(api.connectMachines({ headlessUrl: "no-such-page.html", timeoutMs: 1500 })),
    );
    expect(message).toMatchObject({
      message: expect.stringMatching(
        /^The sandbox host did not answer within 2 s: .*no-such-page\.html#machines was not found/,
      ),
    });
    await page.route("**/host/runtime.js", (route) => route.fulfill({ status: 404 }));
    const missing = await page.evaluate(
      async () => await api.failure(api.connectMachines({ headlessUrl: "headless.html", timeoutMs: 10_000 })),
    );
    expect(missing).toMatchObject({
      message: "The sandbox host did not start: /host/runtime.js could not be fetched (status 404).",
    });
  });
});

test("a page without isolation gets a message instead of a boot that hangs", async () => {
  const bare = await serve(SERVED, { headers: false });
  const opened = await pages.browser.newPage();
  await openTestPage(opened, bare.url, "pages/host-protocol.ts", false);
  const failure = await opened.evaluate(async () => await api.failure(api.container()));
  expect(failure).toMatchObject({ message: expect.stringContaining("not cross-origin isolated") });
  await opened.close();
  await bare.close();
});

test("works below a folder of the server, for the direct door", async () => {
  const folder = await serve(SERVED, { base: "/some/folder/" });
  const opened = await pages.browser.newPage();
  await openTestPage(opened, folder.url, "pages/host-protocol.ts");
  const result = await opened.evaluate(async () => {
    const machines = await api.connectMachines({ headlessUrl: "headless.html", timeoutMs: 20_000 });
    const machine = await machines.create({ files: {} });
    const { stdout } = await machine.run("1", {
      argv: ["node", "-p", "6*7"],
      timeoutMs: 20_000,
      maxOutput: 100,
      isolated: true,
    });
    await machine.dispose();
    machines.dispose();
    return [new TextDecoder().decode(stdout), document.querySelectorAll("iframe").length];
  });
  expect(result).toEqual(["42\n", 0]);
  await opened.close();
  await folder.close();
});
