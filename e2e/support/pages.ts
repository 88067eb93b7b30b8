import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "playwright-core";

/** Pages that were bundled in this process already, by their entry. */
const bundles = new Map<string, Promise<string>>();

function bundled(entry: string): Promise<string> {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const made = build({
    entryPoints: [join(import.meta.dirname, "..", entry)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "esnext",
    logLevel: "error",
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? "");
  bundles.set(entry, made);
  return made;
}

/**
 * Opens a page of the test's own beside the built app: `entry` (a file under e2e/) is bundled and answers at
 * `<base>/test.html`, everything else comes from the served folder. `isolated`: with the headers of cross-origin isolation.
 */
export async function openTestPage(page: Page, base: string, entry: string, isolated = true): Promise<void> {
  const code = await bundled(entry);
  const headers = isolated
    ? {
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "cross-origin",
      }
    : {};
  await page.route(`${base}test.html`, (route) =>
    route.fulfill({
      headers: { ...headers, "content-type": "text/html" },
      body: '<!doctype html><meta charset="utf-8"><script type="module" src="test.js"></script>',
    }),
  );
  await page.route(`${base}test.js`, (route) =>
    route.fulfill({ headers: { ...headers, "content-type": "text/javascript" }, body: code }),
  );
  await page.goto(`${base}test.html`);
  await page.waitForFunction(() => "ready" in globalThis);
}
