/**
 * A run of 100,000 events: reading it, folding it, an event more, and how its page scrolls, searches and jumps.
 * `npm run bench:transcript` after a build. Peers in the same run: the same work on a run of 1,000 events.
 */
import { join } from "node:path";
import { loadavg } from "node:os";
import type { Page } from "playwright-core";
import { launch } from "../e2e/support/browser.ts";
import { serve } from "../scripts/serve.mjs";

const LONG = 100_000;
const SHORT = 1_000;

/** What was measured on one run; milliseconds. */
interface Figures {
  readonly events: number;
  /** From the address to the first entry that can be seen. */
  readonly open: number;
  /** Frames while the transcript is scrolled as a fast wheel does it, by 120 pixels a frame. */
  readonly wheelMedian: number;
  readonly wheelWorst: number;
  /** Frames while it is scrolled by a screen a frame: each shows nothing of the one before. */
  readonly flyMedian: number;
  readonly flyWorst: number;
  /** From the last letter of a search to its first row, the 150 ms that typing rests left out. */
  readonly search: number;
  /** From a key to the last entry. */
  readonly jump: number;
  /** From a key on the scrubber to the files of that event. */
  readonly scrub: number;
  readonly heapMb: number;
}

/** Puts a run of that many events into the page's storage. */
async function store(page: Page, runId: string, events: number): Promise<void> {
  await page.evaluate(
    async ([id, total]) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("mirrorbox");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error as Error);
      });
      const player = { kind: "model", model: "bench", baseUrl: "https://x.example", price: null };
      const limits = { dollars: null, tokens: null, turns: null, ms: null };
      const usage = {
        input: 400,
        cacheRead: 30_000,
        cacheWrite: 0,
        output: 300,
        reasoning: 100,
        exact: true,
      };
      const cost = 0.01;
      const word = "The counter moves only for lines that are not empty, as the manual says of -b t. ";
      const one = (seq: number): Record<string, unknown> => {
        const turn = Math.floor(seq / 5);
        const call = {
          id: `c${turn}`,
          name: "bash",
          arguments: JSON.stringify({ command: `node main.js ${turn}` }),
        };
        switch (seq === 1 ? -1 : seq % 5) {
          case -1:
            return { type: "agent-started", player, limits, prompt: "Rebuild it." };
          case 0:
            return seq === 0
              ? { type: "run-started", taskId: "lines", taskVersion: "1", player, limits }
              : { type: "turn-started", turn };
          case 1:
            return {
              type: "model-replied",
              turn,
              text: `${word}${turn}`,
              reasoning: word,
              toolCalls: [call],
              usage,
              cost,
              ms: 900,
            };
          case 2:
            return { type: "tool-started", turn, call };
          case 3:
            return {
              type: "tool-finished",
              turn,
              callId: call.id,
              name: "bash",
              output: word,
              failed: turn % 97 === 0,
              ms: 20,
            };
          default:
            return {
              type: "file-changed",
              path: `lib/${turn % 20}.js`,
              content: `// ${turn}\n${word}`,
              by: "agent",
            };
        }
      };
      for (let from = 0; from < total; from += 5_000) {
        const tx = db.transaction(["runs", "events"], "readwrite");
        for (let seq = from; seq < Math.min(from + 5_000, total); seq += 1) {
          tx.objectStore("events").put({ ...one(seq), runId: id, seq, at: 1_700_000_000_000 + seq * 500 });
        }
        const at = 1_700_000_000_000;
        const header = { id, taskId: "lines", taskVersion: "1", player, createdAt: at, updatedAt: at };
        tx.objectStore("runs").put({ ...header, events: total, verdict: null, title: "lines" });
        await new Promise((resolve) => tx.addEventListener("complete", resolve));
      }
      db.close();
    },
    [runId, events] as const,
  );
}

/**
 * Frames while the transcript is scrolled, there and back where it ends, so that a short one shows as many new rows as a long one.
 * @param step pixels a frame; null for a screen
 * @returns milliseconds, sorted
 */
function scroll(page: Page, step: number | null): Promise<number[]> {
  return page.evaluate(async (pixels) => {
    const feed = document.querySelector<HTMLElement>("[role=feed]");
    if (feed === null) throw new Error("no transcript");
    const times: number[] = [];
    let last = performance.now();
    let direction = -1;
    for (let frame = 0; frame < 160; frame += 1) {
      const before = feed.scrollTop;
      feed.scrollTop += direction * (pixels ?? feed.clientHeight);
      if (feed.scrollTop === before) direction = -direction;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times.slice(10).sort((a, b) => a - b);
  }, step);
}

async function measure(page: Page, url: string, runId: string, events: number): Promise<Figures> {
  await store(page, runId, events);
  const started = performance.now();
  await page.goto(`${url}#/run/${runId}`);
  await page.locator("article").first().waitFor({ timeout: 120_000 });
  const open = performance.now() - started;
  await page.waitForTimeout(2_000);
  const wheel = await scroll(page, 120);
  const fly = await scroll(page, null);
  const needle = `${Math.floor(events / 5) - 3}`;
  await page.getByRole("searchbox").fill(`say s of -b t. ${needle}`.slice(4));
  const asked = performance.now();
  await page.locator("article mark").first().waitFor({ timeout: 60_000 });
  const search = Math.max(0, performance.now() - asked - 150);
  await page.getByRole("searchbox").fill("");
  await page.waitForTimeout(1_000);
  await page.getByRole("feed").focus();
  await page.keyboard.press("Home");
  const pressed = performance.now();
  await page.keyboard.press("End");
  await page.locator("article[aria-current]").waitFor();
  const jump = performance.now() - pressed;
  const slider = page.getByRole("slider", { name: "Event" });
  await slider.focus();
  const before = await slider.getAttribute("aria-valuetext");
  const scrubbed = performance.now();
  await page.keyboard.press("PageDown");
  await page.waitForFunction(
    (text) => document.querySelector("input[type=range]")?.getAttribute("aria-valuetext") !== text,
    before,
  );
  const scrub = performance.now() - scrubbed;
  const heap = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  );
  return {
    events,
    open,
    wheelMedian: wheel[wheel.length >> 1] ?? 0,
    wheelWorst: wheel.at(-1) ?? 0,
    flyMedian: fly[fly.length >> 1] ?? 0,
    flyWorst: fly.at(-1) ?? 0,
    search,
    jump,
    scrub,
    heapMb: heap / 1e6,
  };
}

const server = await serve(join(import.meta.dirname, "../dist"));
const browser = await launch(["--enable-precise-memory-info"]);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(server.url);
  // The store is made when it is first asked.
  await page.getByRole("link", { name: "lines", exact: true }).waitFor();
  const short = await measure(page, server.url, "bench-short", SHORT);
  const long = await measure(page, server.url, "bench-long", LONG);
  console.log(`load ${loadavg()[0]?.toFixed(1)}; milliseconds, heap in MB`);
  for (const name of Object.keys(long) as (keyof Figures)[]) {
    const [a, b] = [short[name], long[name]];
    console.log(
      `${name.padEnd(12)} ${a.toFixed(1).padStart(10)} ${b.toFixed(1).padStart(10)}   ratio ${(b / a).toFixed(2)}`,
    );
  }
} finally {
  await browser.close();
  await server.close();
}
