// The app's real session, agent, store and model client in a page that may be killed at any instant. Only the computer
// inside of it is a paper one: it boots at once, knows three commands, and dies with the page like any other.
import { openCatalog } from "../../src/catalog/index.ts";
import { connectModel, examine, listModels } from "../../src/model/index.ts";
import { openRunStore } from "../../src/runs/index.ts";
import { createApp, type Session } from "../../src/session/index.ts";
import { testTaskFiles } from "../../src/session/testing-task.ts";
import { paperMachines } from "./paper-machines.ts";

const KEY = "sk-torture";
const LIMITS = { dollars: 50, tokens: null, turns: null, ms: null };
const PRICE = { input: 1, cacheRead: 0.1, cacheWrite: 1, output: 5 };

const files = testTaskFiles();
const machines = paperMachines();
const app = createApp({
  catalog: openCatalog({
    baseUrl: "https://tasks.invalid/",
    indexedDB,
    fetch: (input) => {
      const path = String(input instanceof Request ? input.url : input).replace(
        "https://tasks.invalid/tasks/",
        "",
      );
      const body = files[path];
      return Promise.resolve(new Response(body ?? "none", { status: body === undefined ? 404 : 200 }));
    },
  }),
  recordings: { list: () => Promise.resolve([]), load: () => Promise.reject(new Error("There is none.")) },
  openStore: () => openRunStore(),
  bootSandbox: () => machines.create({ files: {} }),
  machines,
  connectModel,
  lookUpModel: () => Promise.resolve({ price: PRICE, contextTokens: null }),
  listModels,
  examine,
  browser: {
    page: () => new URL(location.href),
    leaveFor: (url) => location.assign(url),
    sessionStorage,
    locks: navigator.locks,
    localStorage,
    indexedDB,
    onLeave: (listener) => {
      addEventListener("pagehide", listener);
      return () => removeEventListener("pagehide", listener);
    },
    openChannel: (name) => new BroadcastChannel(name),
    network: { online: () => navigator.onLine, onChange: () => () => undefined },
    storage: navigator.storage,
  },
  missing: [],
});

let session: Session | null = null;

/** Far more than any step takes, also on a busy machine. */
const PATIENCE_MS = 240_000;

async function until(check: () => boolean): Promise<void> {
  const started = performance.now();
  while (!check()) {
    if (performance.now() - started > PATIENCE_MS) throw new Error(`It never came about. ${stateNow()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Where the run stands, for whoever must find out why it stands there. */
function stateNow(): string {
  if (session === null) return "No run is open.";
  const { agent, submit, sandbox, notices, readOnly, caseRun } = session.state;
  const { transcript, ...figures } = agent;
  const last = [...transcript].slice(-6);
  return JSON.stringify({
    figures,
    last,
    submit: [submit.running, submit.closedBecause, submit.verdict?.state],
    cases: [caseRun.running, caseRun.tally],
    sandbox,
    notices,
    readOnly,
  });
}

/** A new run whose agent is at work; its id. */
async function begin(baseUrl: string): Promise<string> {
  session = await app.newRun("shout");
  const { runId } = session.state;
  const now = session;
  await until(() => now.state.sandbox.status === "ready");
  await session.startAgent({
    baseUrl,
    format: "openai-chat",
    model: "torture",
    key: KEY,
    limits: LIMITS,
    price: PRICE,
  });
  return runId;
}

/** The events that are durable, before anything goes on. */
async function kept(runId: string): Promise<unknown> {
  const store = await openRunStore();
  const events = await store.events(runId);
  store.close();
  return events;
}

/** Opens a run that was cut off, as a person would, and has it go on. */
async function goOn(runId: string): Promise<void> {
  session = await app.open("shout", runId);
  if (session.state.readOnly) {
    // The browser takes the dead tab's run from it a little later; the screen opens it again then, and so does this.
    await until(() => session?.state.ownerGone === true);
    session = await app.open("shout", runId);
  }
  const now = session;
  await until(() => now.state.sandbox.status === "ready");
  if (session.state.agent.status === "paused") session.resumeAgent(KEY);
  if (session.state.agent.status === "idle") throw new Error("The run has no agent.");
}

/** Waits for the verdict; all that is kept of the run then. */
async function ended(): Promise<unknown> {
  const now = session;
  if (now === null) throw new Error("No run is open.");
  await until(() => now.state.submit.verdict !== null && now.state.submit.running === null);
  const { runId } = now.state;
  const texts = Object.fromEntries(now.state.paths.map((path) => [path, now.open(path).text]));
  const events = await now.events();
  const verdict = now.state.submit.verdict;
  const header = (await app.runs()).find(({ id }) => id === runId);
  await now.close();
  return { files: texts, events, verdict: verdict?.state, counted: header?.events };
}

Object.assign(globalThis, { begin, kept, goOn, ended, ready: true });
