/**
 * How long a person waits: the page from a warm HTTP cache, the sandbox's boot, the first program; and how fast cases
 * run. The peer is the pinned Node as native child processes, in the same run. `npm run bench:start` after a build.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { serve } from "../scripts/serve.mjs";
import { launch } from "../e2e/support/browser.ts";
import { openTestPage } from "../e2e/support/pages.ts";

const DIST = join(import.meta.dirname, "../dist");
const ROUNDS = 5;
const RUNS = 60;

interface Measured {
  readonly boot: number;
  readonly first: number;
  readonly later: number;
  readonly perSecond: number;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

function native(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["-e", "console.log(process.argv.length)", "x"], { stdio: "pipe" });
    child.on("error", reject);
    child.on("close", () => resolve());
  });
}

async function nativePerSecond(): Promise<number> {
  let left = RUNS;
  const started = performance.now();
  const work = async (): Promise<void> => {
    while (left-- > 0) await native();
  };
  await Promise.all(cpus().map(work));
  return (RUNS * 1000) / (performance.now() - started);
}

const html = readFileSync(join(DIST, "index.html"), "utf8");
const scripts = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map((match) => match[1] ?? "");
const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(DIST, name))).length, 0);

const server = await serve(DIST);
const browser = await launch();
try {
  const page = await browser.newPage();
  const usable: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    await page.goto(server.url);
    await page.getByRole("link", { name: "lines", exact: true }).waitFor();
    if (round > 0) usable.push(await page.evaluate(() => performance.now()));
  }
  const measured: Measured[] = [];
  const natives: number[] = [];
  const context = await browser.newContext();
  for (let round = 0; round <= ROUNDS; round++) {
    const fresh = await context.newPage();
    await openTestPage(fresh, server.url, "../bench/pages/start.ts");
    const one = await fresh.evaluate(
      (runs) => (globalThis as unknown as { measure: (n: number) => Promise<Measured> }).measure(runs),
      RUNS,
    );
    await fresh.close();
    // The first visit fills the HTTP cache.
    if (round === 0) continue;
    measured.push(one);
    natives.push(await nativePerSecond());
  }
  const of = (key: keyof Measured): number => median(measured.map((one) => one[key]));
  const [host, peer] = [of("perSecond"), median(natives)];
  console.log(`load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores, medians of ${ROUNDS}`);
  console.log(`page usable, warm HTTP cache        ${median(usable).toFixed(0)} ms`);
  console.log(`sandbox boot                        ${of("boot").toFixed(0)} ms`);
  console.log(`first node -e 0 after boot          ${of("first").toFixed(0)} ms`);
  console.log(`a later node -e 0                   ${of("later").toFixed(0)} ms`);
  console.log(
    `trivial cases, ${cpus().length} at a time          ${host.toFixed(1)} /s; native ${peer.toFixed(1)} /s: ratio ${(host / peer).toFixed(2)}`,
  );
  console.log(
    `scripts of the page, gzipped        ${(bytes / 1000).toFixed(0)} kB in ${scripts.length} files`,
  );
} finally {
  await browser.close();
  await server.close();
}
