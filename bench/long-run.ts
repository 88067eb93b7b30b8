// A run of 60,000 turns in compressed time: is the page's memory flat, how fast does the run open again, does it export?
// node bench/long-run.ts [turns] [parts, for instance work,resume]
import { serveApp } from "../e2e/support/app.ts";
import { launch } from "../e2e/support/browser.ts";
import { openTestPage } from "../e2e/support/pages.ts";

const [count = "60000", parts = "work,resume,review,exported,whole"] = process.argv.slice(2);
const turns = Number(count);
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
  for (const part of ["work", ...parts.split(",").filter((one) => one !== "work")]) {
    for (let n = 0; n < (part === "resume" ? 3 : 1); n += 1) {
      await inFreshPage(part, ...(part === "work" ? [turns] : []));
    }
  }
} finally {
  await browser.close();
  await server.close();
}
