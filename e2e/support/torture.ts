// Runs whose tab is killed at a random instant, opened again, and compared with the undisturbed one.
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { RunEvent } from "../../src/core/event.ts";
import { type ScriptedModel, startScriptedModel } from "../scripted-model/index.ts";
import { serveApp } from "./app.ts";
import { openTestPage } from "./pages.ts";

/** A page that the test fills in counts as none of this computer, and may not speak to it without this flag. */
export const LOOPBACK = "--disable-features=LocalNetworkAccessChecks";

interface Ended {
  readonly files: Readonly<Record<string, string>>;
  readonly events: readonly RunEvent[];
  readonly verdict: string;
  /** Events by the run's header. */
  readonly counted: number;
}

interface TorturePage {
  begin(baseUrl: string): Promise<string>;
  kept(runId: string): Promise<readonly RunEvent[]>;
  goOn(runId: string): Promise<void>;
  ended(): Promise<Ended>;
}

type Death = "crash" | "close" | "reload";
const DEATHS: readonly Death[] = ["crash", "close", "reload", "crash"];

export interface TortureReport {
  readonly runs: number;
  readonly deaths: Readonly<Record<Death, number>>;
  /** Runs that were killed before their last event. */
  readonly cutOff: number;
  /** What a run that was cut off was doing, by the type of its last event then. */
  readonly cutAfter: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly replies: number;
  /** Requests that were sent again because the tab died before their reply was kept. */
  readonly askedAgain: number;
  /** Turns whose kept reply was asked for again: must be 0. */
  readonly askedTwice: number;
  /** Calls that were told as interrupted, and those that were made again because they change nothing. */
  readonly interrupted: number;
  readonly medianMs: number;
  /** What differs from the undisturbed run, in words: must be empty. */
  readonly faults: readonly string[];
}

/**
 * @param random gives 0 … 1: where in a run it is killed
 * @param lanes browser contexts that work side by side
 * @param told how many runs have ended
 */
export async function torture(
  browser: Browser,
  runs: number,
  random: () => number,
  lanes = 1,
  told: (done: number) => void = () => undefined,
): Promise<TortureReport> {
  const server = await serveApp();
  const rounds: Round[] = [];
  let next = 0;
  const lane = async (): Promise<Ended> => {
    const model = await startScriptedModel({ paceMs: 0 });
    const context = await browser.newContext();
    try {
      const plain = await undisturbed(context, server.url, model);
      let { ms } = plain;
      while (next < runs) {
        const death = DEATHS[next % DEATHS.length] ?? "crash";
        next += 1;
        const one = await round(context, server.url, model, death, random() * ms);
        rounds.push(one);
        told(rounds.length);
        // A busy machine is not always as busy: what the undisturbed part of a run took is known anew each time.
        if (one.wholeMs !== null) ms = (ms + one.wholeMs) / 2;
      }
      return plain;
    } finally {
      await context.close();
      await model.close();
    }
  };
  try {
    const [plain] = await Promise.all(Array.from({ length: lanes }, lane));
    return report(plain!, rounds);
  } finally {
    await server.close();
  }
}

interface Round extends Ended {
  readonly death: Death;
  readonly requests: number;
  readonly cutSeq: number;
  /** Milliseconds from the start of the agent to the verdict, by the log; null when it was cut off. */
  readonly wholeMs: number | null;
  readonly ms: number;
}

async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await openTestPage(page, url, "pages/torture.ts");
  return page;
}

const call = <T>(page: Page, name: keyof TorturePage, ...args: readonly string[]): Promise<T> =>
  page.evaluate(
    ([which, given]) =>
      (globalThis as unknown as Record<string, (...more: readonly string[]) => Promise<unknown>>)[which]?.(
        ...given,
      ),
    [name, args] as const,
  ) as Promise<T>;

const asked = (model: ScriptedModel): number =>
  model.requests.filter(({ method }) => method === "POST").length;

async function undisturbed(
  context: BrowserContext,
  url: string,
  model: ScriptedModel,
): Promise<Ended & { readonly ms: number }> {
  const page = await open(context, url);
  await call(page, "begin", model.url);
  const started = performance.now();
  const ended = await call<Ended>(page, "ended");
  const ms = performance.now() - started;
  await page.close();
  return { ...ended, ms };
}

async function round(
  context: BrowserContext,
  url: string,
  model: ScriptedModel,
  death: Death,
  afterMs: number,
): Promise<Round> {
  const before = asked(model);
  const started = performance.now();
  let page = await open(context, url);
  const runId = await call<string>(page, "begin", model.url);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  page = await kill(context, page, url, death);
  const kept = await call<readonly RunEvent[]>(page, "kept", runId);
  await call(page, "goOn", runId);
  const ended = await call<Ended>(page, "ended");
  await page.close();
  const cutSeq = kept.length;
  const whole = kept.at(-1)?.type === "verdict-reached" && kept[1] !== undefined;
  const wholeMs = whole ? (kept.at(-1)?.at ?? 0) - (kept[1]?.at ?? 0) : null;
  return {
    ...ended,
    death,
    cutSeq,
    wholeMs,
    requests: asked(model) - before,
    ms: performance.now() - started,
  };
}

/** Ends a page without a word to it, and gives a fresh one. */
async function kill(context: BrowserContext, page: Page, url: string, death: Death): Promise<Page> {
  if (death === "reload") {
    await page.reload();
    await page.waitForFunction(() => "ready" in globalThis);
    return page;
  }
  if (death === "crash") {
    const gone = page.waitForEvent("crash");
    const devtools = await context.newCDPSession(page);
    // It never answers: the renderer that would is gone.
    devtools.send("Page.crash").catch(() => undefined);
    await gone;
  }
  await page.close({ runBeforeUnload: false });
  return await open(context, url);
}

function report(plain: Ended, rounds: readonly Round[]): TortureReport {
  const faults: string[] = [];
  const deaths = { crash: 0, close: 0, reload: 0 };
  const cutAfter: Record<string, number> = {};
  let [replies, again, twice, cutOff, interrupted, requests] = [0, 0, 0, 0, 0, 0];
  for (const [n, one] of rounds.entries()) {
    deaths[one.death] += 1;
    requests += one.requests;
    const { events } = one;
    const last = events[one.cutSeq - 1]?.type ?? "nothing";
    if (one.cutSeq < plain.events.length || last !== "verdict-reached") cutOff += 1;
    cutAfter[last] = (cutAfter[last] ?? 0) + 1;
    const wrong = (what: string): void => void faults.push(`run ${n} (${one.death} after ${last}): ${what}`);
    if (JSON.stringify(one.files) !== JSON.stringify(plain.files)) wrong("other files");
    if (one.verdict !== plain.verdict) wrong(`verdict ${one.verdict}`);
    if (events.some((event, index) => event.seq !== index)) wrong("a gap or a double in the log");
    if (one.counted !== events.length) wrong(`${events.length} events, ${one.counted} counted`);
    const repliesByTurn = new Map<number, number>();
    const calls = new Map<string, { started: number; finished: number }>();
    let startedTurns = 0;
    for (const event of events) {
      if (event.type === "turn-started") {
        startedTurns += 1;
        if (repliesByTurn.has(event.turn)) twice += 1;
      }
      if (event.type === "model-replied") {
        replies += 1;
        repliesByTurn.set(event.turn, (repliesByTurn.get(event.turn) ?? 0) + 1);
      }
      if (event.type === "tool-started" || event.type === "tool-finished") {
        const id = `${event.turn} ${event.type === "tool-started" ? event.call.id : event.callId}`;
        const seen = calls.get(id) ?? { started: 0, finished: 0 };
        calls.set(id, seen);
        if (event.type === "tool-started") seen.started += 1;
        else seen.finished += 1;
      }
      if (event.type === "tool-finished" && event.output.startsWith("Interrupted")) interrupted += 1;
    }
    for (const [id, { started, finished }] of calls) {
      if (finished !== 1 || started > 1) wrong(`call ${id}: ${started} starts, ${finished} ends`);
    }
    for (const [turn, count] of repliesByTurn) if (count !== 1) wrong(`turn ${turn} has ${count} replies`);
    // What the provider saw is never more than what was recorded before it was sent.
    if (one.requests > startedTurns) wrong(`${one.requests} requests, ${startedTurns} recorded`);
    again += one.requests - repliesByTurn.size;
  }
  const times = rounds.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    runs: rounds.length,
    deaths,
    cutOff,
    cutAfter,
    requests,
    replies,
    askedAgain: again,
    askedTwice: twice,
    interrupted,
    medianMs: Math.round(times[times.length >> 1] ?? 0),
    faults,
  };
}
