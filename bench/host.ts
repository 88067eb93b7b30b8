/**
 * How fast the host is, against native child processes of the pinned Node in the same run: cases per second, one at a
 * time and as many at once as there are cores; boot, files, memory, sizes. `npm run bench:host` after a build. Pages come
 * from a server, so that the browser's HTTP cache works as it does for users: one that a test answers for turns it off.
 * `ONLY=trivial,realistic,wasm,rest` leaves out what it does not name. HOST_FOLDER names another folder that holds the host.
 */
import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { launch } from "../e2e/support/browser.ts";
import { serve } from "../scripts/serve.mjs";
import { CASES } from "./host-cases.ts";
import type { Api, Case } from "./pages/host.ts";

declare const api: Api;

const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");
const ONLY = process.env["ONLY"]?.split(",");
const ROUNDS = Number(process.env["ROUNDS"] ?? 5);
/** Rounds last about half a second: in shorter ones the scheduler decides. */
const NATIVE_RUNS = 24;
const HOST_RUNS = 240;
/**
 * Runs before those that count: what is measured is how it goes on, as with a warm cache for the native one. They are told
 * by themselves, so many at a time, since the engine compiles what is hot meanwhile.
 */
const WARM_UPS = 3;
const WARM_UP = 400;
const IDLE = 6;

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

function native(folder: string, { args, stdin, stdout }: Case): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["main.js", ...args], { cwd: folder, stdio: "pipe" });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.on("error", reject);
    child.on("close", () => (text === stdout ? resolve() : reject(new Error(`native printed ${text}`))));
    child.stdin.end(stdin);
  });
}

async function nativePerSecond(folder: string, given: Case, parallel: number): Promise<number> {
  let left = NATIVE_RUNS;
  const started = performance.now();
  const work = async (): Promise<void> => {
    while (left-- > 0) await native(folder, given);
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return (NATIVE_RUNS * 1000) / (performance.now() - started);
}

/** CPU milliseconds and proportional memory (kB) of the browser: of all processes below this one. */
function browserUse(): { cpu: number; memory: number } {
  const parents = new Map<string, string>();
  const times = new Map<string, number>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      parents.set(pid, fields[1] ?? "");
      times.set(pid, (Number(fields[11]) + Number(fields[12])) * 10);
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (pid: string): boolean => {
    for (let at: string | undefined = parents.get(pid); at && at !== "0"; at = parents.get(at))
      if (at === String(process.pid)) return true;
    return false;
  };
  let [cpu, memory] = [0, 0];
  for (const [pid, time] of times) {
    if (!below(pid)) continue;
    cpu += time;
    try {
      const pss = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
      memory += Number(pss?.[1] ?? 0);
    } catch {
      // As above, or its memory is not ours to see.
    }
  }
  return { cpu, memory };
}

const fixed = (value: number, width: number, digits = 1): string => value.toFixed(digits).padStart(width);

async function measureCase(page: Page, given: Case): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  for (const [path, content] of Object.entries(given.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const bytes = typeof content === "string" ? content : Buffer.from(content.base64, "base64");
    writeFileSync(join(folder, path), bytes);
  }
  const host = (runs: number, parallel: number) =>
    page.evaluate(([one, count, many]) => api.runs(one, count, many), [given, runs, parallel] as const);
  for (let i = 0; i < WARM_UPS; i++) {
    const { ms } = await host(WARM_UP, cpus().length);
    const which = `${i * WARM_UP + 1} to ${(i + 1) * WARM_UP}`.padEnd(12);
    console.log(
      `${given.name.padEnd(10)} ${which} host ${fixed((WARM_UP * 1000) / ms, 7)} /s, ${cpus().length} at a time`,
    );
  }
  for (const parallel of [1, cpus().length]) {
    const [natives, hosts, costs]: [number[], number[], number[]] = [[], [], []];
    let reused = 0;
    for (let round = 0; round < ROUNDS; round++) {
      natives.push(await nativePerSecond(folder, given, parallel));
      const before = browserUse().cpu;
      const done = await host(HOST_RUNS, parallel);
      hosts.push((HOST_RUNS * 1000) / done.ms);
      costs.push((browserUse().cpu - before) / HOST_RUNS);
      reused += done.reused;
    }
    const [ours, theirs] = [median(hosts), median(natives)];
    const share = Math.round((100 * reused) / (HOST_RUNS * ROUNDS));
    console.log(
      `${given.name.padEnd(10)} ${parallel} at a time   host ${fixed(ours, 7)} /s   native ${fixed(theirs, 6)} /s   ratio ${fixed(ours / theirs, 6, 2)}   CPU ${fixed(median(costs), 5)} ms a case   ${share} % in used workers   load ${fixed(loadavg()[0] ?? 0, 4)}`,
    );
  }
  rmSync(folder, { recursive: true });
}

/** A folder with the host and the bench's page, `bench.html`. */
async function layPages(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "bench-pages-"));
  for (const name of ["headless.html", "preview.html", "host"])
    symlinkSync(join(SERVED, name), join(folder, name));
  writeFileSync(join(folder, "bench.html"), '<!doctype html><script type="module" src="bench.js"></script>');
  await build({
    entryPoints: [join(import.meta.dirname, "pages/host.ts")],
    outfile: join(folder, "bench.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "esnext",
    logLevel: "error",
  });
  return folder;
}

const folder = await layPages();
const server = await serve(folder);
const browser = await launch();
const openPage = async (): Promise<Page> => {
  const page = await browser.newPage();
  await page.goto(`${server.url}bench.html`);
  await page.waitForFunction(() => "ready" in globalThis);
  return page;
};
try {
  console.log(
    `medians of ${ROUNDS} rounds on ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} at the start`,
  );
  for (const given of CASES.filter(({ name }) => ONLY?.includes(name) ?? true)) {
    const page = await openPage();
    await measureCase(page, given);
    await page.close();
  }
  if (ONLY?.includes("rest") ?? true) {
    const boots: { boot: number; first: number }[] = [];
    const files: Awaited<ReturnType<Api["files"]>>[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      for (const list of [boots, files] as const) {
        const page = await openPage();
        if (list === boots) boots.push(await page.evaluate(() => api.boot()));
        else files.push(await page.evaluate(() => api.files()));
        await page.close();
      }
    }
    // The first visit fills the HTTP cache.
    const later = boots.slice(1);
    const lines: readonly (readonly [string, readonly number[]])[] = [
      ["boot", later.map(({ boot }) => boot)],
      ["boot to first exit", later.map(({ first }) => first)],
      ["mount 2,000 files", files.map(({ mount }) => mount)],
      ["mount 8 MB", files.map(({ big }) => big)],
      ["  before the client sends it", files.map(({ own }) => own)],
      ["1,000 small reads", files.map(({ read }) => read)],
      ["  as bare messages", files.map(({ echo }) => echo)],
    ];
    for (const [name, times] of lines)
      console.log(
        `${name.padEnd(30)} ${fixed(median(times), 8)} ms   at best ${fixed(Math.min(...times), 8)} ms`,
      );
    const page = await openPage();
    await page.evaluate(() => api.boot());
    const before = browserUse().memory;
    await page.close();
    const other = await openPage();
    await other.evaluate((count) => api.idle(count), IDLE);
    const each = (browserUse().memory - before) / IDLE / 1024;
    console.log(`memory of an idle process       ${fixed(each, 8)} MB`);
    const size = (name: string): number =>
      gzipSync(readFileSync(join(SERVED, "host", name)), { level: 9 }).length / 1000;
    const names = readdirSync(join(SERVED, "host"));
    for (const name of names) console.log(`host/${name.padEnd(26)} ${fixed(size(name), 8)} kB gzipped`);
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
