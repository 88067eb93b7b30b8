// A run of 60,000 turns in compressed time: is the page's memory flat, how fast does the run open again, does it export?
// node bench/long-run.ts [turns]
import { serveApp } from "../e2e/support/app.ts";
import { launch } from "../e2e/support/browser.ts";
import { openTestPage } from "../e2e/support/pages.ts";

const turns = Number(process.argv[2] ?? 60_000);
const server = await serveApp();
const browser = await launch(["--js-flags=--expose-gc", "--enable-precise-memory-info"]);
const context = await browser.newContext();

/** Each part in a page of its own, as after a reload. */
async function inFreshPage(what: string, ...args: readonly number[]): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  await openTestPage(page, server.url, "../bench/pages/long-run.ts");
  const result = await page.evaluate(
    ([name, given]) =>
      (globalThis as unknown as Record<string, (...more: readonly number[]) => Promise<unknown>>)[name]?.(
        ...given,
      ),
    [what, args] as const,
  );
  console.log(what, JSON.stringify(result));
  await page.close();
}

try {
  await inFreshPage("work", turns);
  for (let n = 0; n < 3; n += 1) await inFreshPage("resume");
  await inFreshPage("whole");
  await inFreshPage("exported");
} finally {
  await browser.close();
  await server.close();
}
