/**
 * Makes the two recordings of replies that were prepared by hand: `npm run recordings:prepared -- mustache`. The scripted
 * model answers with them while the built app in dist/ really works on the task; the run is exported as a person exports
 * it, and made into `recordings/<id>.json`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScriptedModel } from "../e2e/scripted-model/index.ts";
import { Bench, serveApp } from "../e2e/support/app.ts";
import { launch } from "../e2e/support/browser.ts";

const PREPARED: Readonly<Record<string, readonly [title: string, summary: string]>> = {
  mustache: [
    "mustache",
    "A small program: templates filled with values, in steps from half right to solved.",
  ],
  figlet: [
    "figlet",
    "A medium one: text drawn in large letters, joined by rules, first side by side, then stacked.",
  ],
};

/** How long a run may take, in milliseconds. */
const LIMIT_MS = 1_500_000;
/** Between two pieces of a reply, so that it can be watched as it comes. */
const PACE_MS = 45;

const [id = ""] = process.argv.slice(2);
const known = PREPARED[id];
if (known === undefined) throw new Error(`Name one of: ${Object.keys(PREPARED).join(", ")}`);
const [title, summary] = known;

const [server, model, browser] = await Promise.all([
  serveApp(),
  startScriptedModel({ key: "none", paceMs: PACE_MS }),
  launch(),
]);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const bench = new Bench(page);
  await bench.start(server.url, id);
  await bench.startAgent({ baseUrl: model.url, model: `prepared-${id}`, key: "none" });
  const verdict = await bench.verdict(LIMIT_MS);
  if (verdict !== "Solved") console.warn(`The run ended with: ${verdict}`);
  const leaving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export run" }).click();
  const file = join(mkdtempSync(join(tmpdir(), "mirrorbox-recording-")), `${id}.mirrorbox`);
  await (await leaving).saveAs(file);
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format();
  const madeBy = `Prepared by hand by the Mirrorbox project on ${day}; not a language model's run`;
  const script = join(import.meta.dirname, "make-recording.ts");
  const args = [script, "--by-hand", file, id, title, summary, madeBy];
  const made = spawnSync(process.execPath, args, { stdio: "inherit" });
  process.exitCode = made.status ?? 1;
} finally {
  await browser.close();
  await Promise.all([server.close(), model.close()]);
}
