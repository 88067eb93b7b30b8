import { afterEach, describe, expect, test, vi } from "vitest";
import { type Line, ScriptedClient } from "../model/testing.ts";
import { StoreError } from "../runs/index.ts";
import type { AgentSettings, Session, TranscriptItem } from "./session.ts";
import { createTestApp, SHOUT, type TestApp } from "./testing.ts";

// The machine that runs this may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000, interval: 20 });

const open: Session[] = [];
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
});

const SETTINGS: AgentSettings = {
  baseUrl: "http://127.0.0.1:9/v1",
  format: "openai-chat",
  model: "scripted",
  key: "secret-key",
  limits: { dollars: null, tokens: null, turns: null, ms: null },
  price: { input: 1, cacheRead: 0.1, cacheWrite: 1, output: 5 },
};

let calls = 0;
type Spoken = Exclude<Line, string>;
function call(name: string, args: Record<string, unknown>): Spoken {
  return {
    toolCalls: [{ id: `call-${++calls}`, name, arguments: JSON.stringify(args) }],
    finish: "tool-calls",
  };
}
const writes = (text: string): Spoken =>
  call("text_editor", { command: "create", path: "main.js", file_text: text });
const SOLVES: readonly Line[] = [
  { text: "Reading the manual.", ...call("bash", { command: "cat docs/manual.md; reference a b" }) },
  writes(SHOUT),
  call("evaluate_testcases", {}),
  call("submit", {}),
];

async function playing(...lines: readonly Line[]): Promise<[TestApp, Session, ScriptedClient]> {
  const client = new ScriptedClient(...lines);
  const browser = await createTestApp({ connectModel: () => client });
  const session = await browser.app.open("shout");
  open.push(session);
  await eventually(() => expect(session.state.sandbox.status).toBe("ready"));
  return [browser, session, client];
}
const until = (session: Session, status: string): Promise<unknown> =>
  eventually(() => expect(session.state.agent.status).toBe(status));
const kinds = (items: Iterable<TranscriptItem>): string[] => [...items].map(({ kind }) => kind);

describe("an agent", () => {
  test("from Start to a verdict, by real edits", async () => {
    const [, session] = await playing(...SOLVES);
    await session.startAgent(SETTINGS);
    await eventually(() => expect(session.state.submit.verdict?.state).toBe("solved"));
    const { agent } = session.state;
    expect(agent.status).toBe("stopped");
    expect(agent).toMatchObject({ turns: 4, costExact: true, player: { model: "scripted" } });
    expect(agent.cost).toBeCloseTo((4 * (100 * 1 + 10 * 5)) / 1e6, 10);
    expect(kinds(agent.transcript)).toEqual([
      "started",
      "notice",
      ..."reply tool reply tool reply tool cases reply tool".split(" "),
      "stopped",
      "verdict",
    ]);
    const shell = agent.transcript.find((item) => item.kind === "tool");
    expect(shell?.kind === "tool" && shell.output).toContain("Prints its arguments in capitals");
    expect(shell?.kind === "tool" && shell.output).toContain("A B\n");
    expect(session.open("main.js").text).toBe(SHOUT);
    expect(JSON.stringify([await session.events(), session.state])).not.toContain("secret-key");
  });

  test("that writes where it may not is told, and goes on", async () => {
    const [, session] = await playing(
      call("text_editor", { command: "create", path: "docs/manual.md", file_text: "mine" }),
      call("evaluate_testcases", {}),
      ...SOLVES,
    );
    await session.startAgent(SETTINGS);
    await eventually(() => expect(session.state.submit.verdict?.state).toBe("solved"));
    const tools = [...session.state.agent.transcript].filter((item) => item.kind === "tool");
    expect(tools[0]).toMatchObject({ failed: true });
    expect(tools[0]?.output).toContain("docs/ is not part of the solution.");
    expect(tools[1]?.output).toContain("could not be run");
  });

  test("and a person who types meanwhile keeps what was typed", async () => {
    const [, session] = await playing(
      writes("one\ntwo\n"),
      call("bash", { command: "sleep 0.4; sed -i s/two/2/ main.js" }),
      call("text_editor", { command: "str_replace", path: "main.js", old_str: "one", new_str: "1" }),
      "hang",
    );
    await session.startAgent(SETTINGS);
    await eventually(() => expect(session.state.paths).toEqual(["main.js"]));
    const document = session.open("main.js");
    const heard: string[] = [];
    document.onChange((_edits, source) => heard.push(source));
    for (const key of "typed") {
      document.apply([{ from: document.text.length, to: document.text.length, text: key }], "editor");
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await eventually(() => expect(document.text).toBe("1\n2\ntyped"));
    expect(new Set(heard)).toEqual(new Set(["editor", "program", "agent"]));
  });

  test("is paused, hears what is said, goes on, and stops", async () => {
    const [, session, client] = await playing(call("bash", { command: "sleep 0.2" }), "hang");
    await session.startAgent(SETTINGS);
    await until(session, "running");
    session.pauseAgent();
    expect(session.state.agent.status).toBe("pausing");
    await until(session, "paused");
    session.say("Look at the -x option.");
    session.setLimits({ ...SETTINGS.limits, turns: 9 });
    await eventually(() => expect(session.state.agent.limits.turns).toBe(9));
    session.resumeAgent();
    await eventually(() => expect(client.requests.length).toBe(2));
    expect(JSON.stringify(client.requests[1]?.messages)).toContain("Look at the -x option.");
    session.stopAgent();
    await until(session, "stopped");
    expect(session.state.submit.running).toBe(null);
    expect(session.state.agent.transcript.at(-1)).toMatchObject({ kind: "stopped", reason: "told" });
    expect(session.state.notices).toEqual([]);
  });

  test("whose files are graded when a limit ends its run", async () => {
    const [, session] = await playing(writes(SHOUT), "hang");
    await session.startAgent({ ...SETTINGS, limits: { ...SETTINGS.limits, turns: 1 } });
    await eventually(() => expect(session.state.submit.verdict?.state).toBe("solved"));
    expect(session.state.agent.transcript.find((item) => item.kind === "stopped")).toMatchObject({
      reason: "turns",
    });
  });

  test("shows its reply while it streams in", async () => {
    const [, session, client] = await playing("hang");
    vi.spyOn(client, "ask").mockImplementation(async (request, onPart) => {
      onPart({ type: "reasoning", delta: "Let me " });
      onPart({ type: "reasoning", delta: "think" });
      onPart({ type: "tool-call", index: 0, name: "bash", argumentsDelta: '{"comm' });
      return await new Promise((_, reject) =>
        request.signal.addEventListener("abort", () => reject(request.signal.reason as Error)),
      );
    });
    await session.startAgent(SETTINGS);
    await eventually(() =>
      expect(session.state.agent.transcript.at(-1)).toMatchObject({ kind: "tool", output: null }),
    );
    expect(session.state.agent.transcript.at(-2)).toMatchObject({
      kind: "reply",
      live: true,
      reasoning: "Let me think",
    });
    expect((await session.events()).map(({ type }) => type)).not.toContain("model-replied");
  });
});

describe("a page that closes under an agent", () => {
  test("comes back paused, with the same transcript, and the agent goes on", async () => {
    const [browser, session] = await playing(...SOLVES.slice(0, 2), "hang");
    await session.startAgent(SETTINGS);
    await eventually(() => expect(session.state.agent.turns).toBe(3));
    const before = session.state.agent.transcript;
    await session.close();

    const client = new ScriptedClient(...SOLVES.slice(2));
    const app = browser.reload({ connectModel: () => client });
    await app.holdKey("http://scripted.invalid", "secret-key");
    const again = await app.open("shout");
    open.push(again);
    expect(again.state.agent).toMatchObject({ status: "paused", workingSince: null });
    expect(again.state.agent.transcript).toEqual(before);
    expect(again.state.notices[0]).toMatchObject({
      place: "agent",
      remedy: expect.stringContaining("Resume"),
    });
    expect(again.open("main.js").text).toBe(SHOUT);
    await eventually(() => expect(again.state.sandbox.status).toBe("ready"));
    again.resumeAgent();
    await eventually(() => expect(again.state.submit.verdict?.state).toBe("solved"));
    expect(JSON.stringify(client.requests[0]?.messages)).toContain("The run goes on");
  });

  test("asks for the key again when it is not held", async () => {
    const [browser, session] = await playing("hang");
    await session.startAgent({ ...SETTINGS, baseUrl: "https://models.example/v1" });
    await eventually(() => expect(session.state.agent.turns).toBe(1));
    await session.close();
    const events = await session.events();
    expect(events.find((event) => event.type === "agent-started")).toMatchObject({
      player: { baseUrl: "http://scripted.invalid" },
    });
    const again = await browser.reload().open("shout");
    open.push(again);
    again.resumeAgent();
    await eventually(() => expect(again.state.notices.at(-1)?.message).toContain("is no longer held"));
    expect(again.state.agent.status).toBe("paused");
    expect(again.state.agent.keyNeededFor).toBe("http://scripted.invalid");
    await eventually(() => expect(again.state.sandbox.status).toBe("ready"));
    again.resumeAgent("secret-key");
    await until(again, "running");
    expect(again.state.agent).toMatchObject({ keyNeededFor: null });
    again.stopAgent();
    await until(again, "stopped");
    expect(again.state.notices.some(({ message }) => message.includes("no longer held"))).toBe(false);
  });
});

describe("faults of the model", () => {
  test("a refused key is a fault in the transcript and an end that can be gone on from", async () => {
    const refused = {
      fault: {
        kind: "unauthorized",
        status: 401,
        message: "The key is refused (401).",
        remedy: "Check it.",
        retryable: false,
      },
    } as const;
    const [, session] = await playing(refused, ...SOLVES);
    await session.startAgent(SETTINGS);
    await until(session, "stopped");
    expect(session.state.agent.transcript.find((item) => item.kind === "fault")).toMatchObject({
      message: "The key is refused (401).",
      remedy: "Check it.",
      retryInMs: null,
    });
    expect(session.state.agent.transcript.at(-1)).toMatchObject({ kind: "stopped", reason: "model-error" });
    await session.startAgent(SETTINGS);
    await eventually(() => expect(session.state.submit.verdict?.state).toBe("solved"));
  });

  test("a stream that is cut is asked for again, and its cost is a lower bound", async () => {
    const usage = { input: 50, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0, exact: false };
    const cut = {
      fault: {
        kind: "cut",
        status: null,
        message: "The stream broke off.",
        remedy: "",
        retryable: true,
        retryAfterMs: 10,
        usage,
      },
    } as const;
    const [, session] = await playing(cut, ...SOLVES);
    await session.startAgent(SETTINGS);
    await eventually(() => expect(session.state.submit.verdict?.state).toBe("solved"));
    expect(session.state.agent.costExact).toBe(false);
    expect(session.state.agent.transcript.find((item) => item.kind === "fault")).toMatchObject({
      retryInMs: 10,
    });
  });

  test("no model named, and a second agent at once, are refused", async () => {
    const [, session] = await playing("hang");
    await expect(session.startAgent({ ...SETTINGS, model: " " })).rejects.toThrow("missing");
    await session.startAgent(SETTINGS);
    await expect(session.startAgent(SETTINGS)).rejects.toThrow("at work already");
  });
});

describe("a second tab", () => {
  test("watches the agent live, and takes the run over once the first tab is gone", async () => {
    const [browser, session] = await playing(
      writes("one\n"),
      call("bash", { command: "seq 1 9000" }),
      ...SOLVES.slice(1, 3),
      "hang",
    );
    const tab = browser.reload({ connectModel: () => new ScriptedClient(call("submit", {})) });
    await session.startAgent(SETTINGS);
    const second = await tab.open("shout", session.state.runId);
    open.push(second);
    expect(second.state).toMatchObject({ readOnly: true, ownerGone: false });
    await eventually(() => expect(session.state.agent.turns).toBe(5));
    await eventually(() =>
      expect([...second.state.agent.transcript]).toEqual([...session.state.agent.transcript]),
    );
    expect(second.state.agent.status).toBe("running");
    expect(second.open("main.js").text).toBe(SHOUT);
    expect(second.state.caseRun.tally).toEqual(session.state.caseRun.tally);
    expect(second.state.caseRun.stale).toBe(false);

    // The whole of a clipped output is kept for whoever looks.
    const clipped = [...second.state.agent.transcript].find(
      (item) => item.kind === "tool" && item.artifact !== null,
    );
    const name = clipped?.kind === "tool" ? (clipped.artifact ?? "") : "";
    expect(await second.artifact(name)).toContain("\n4500\n");

    session.open("main.js").apply([{ from: 0, to: 0, text: "// typed in the first tab\n" }], "editor");
    await eventually(() => expect(second.open("main.js").text).toMatch(/^\/\/ typed in the first tab/));

    const third = await browser.reload().open("shout", session.state.runId);
    open.push(third);
    await session.close();
    await eventually(() => expect(second.state.ownerGone).toBe(true));
    const owner = await tab.open("shout", session.state.runId);
    open.push(owner);
    expect(owner.state).toMatchObject({ readOnly: false, agent: { status: "paused" } });
    expect(third.state).toMatchObject({ readOnly: true, ownerGone: false });
    await eventually(() => expect(owner.state.sandbox.status).toBe("ready"));
    owner.resumeAgent("k");
    await eventually(() => expect(owner.state.submit.verdict?.state).toBe("solved"));
    await eventually(() => expect(third.state.submit.verdict?.state).toBe("solved"));
  });
});

describe("a full storage", () => {
  test("is said with a remedy; typing goes on in memory and is kept once there is room", async () => {
    let full = false;
    const { openRunStore } = await import("../runs/index.ts");
    const { IDBFactory } = await import("fake-indexeddb");
    const store = await openRunStore({ factory: new IDBFactory() });
    const fail = <T>(work: () => Promise<T>): Promise<T> =>
      full ? Promise.reject(new StoreError("full", "The storage is full.", "Delete old runs.")) : work();
    const limited = {
      ...Object.fromEntries(
        (
          [
            "create",
            "events",
            "list",
            "remove",
            "files",
            "export",
            "import",
            "checkpoint",
            "artifact",
          ] as const
        ).map((name) => [name, store[name].bind(store)]),
      ),
      append: (...args: Parameters<typeof store.append>) => fail(() => store.append(...args)),
      saveFile: (...args: Parameters<typeof store.saveFile>) => fail(() => store.saveFile(...args)),
      saveCheckpoint: (...args: Parameters<typeof store.saveCheckpoint>) =>
        fail(() => store.saveCheckpoint(...args)),
      saveArtifact: (...args: Parameters<typeof store.saveArtifact>) =>
        fail(() => store.saveArtifact(...args)),
    } as typeof store;
    const client = new ScriptedClient(call("bash", { command: "echo agent > other.js; sleep 0.3" }), "hang");
    const browser = await createTestApp({
      connectModel: () => client,
      change: { openStore: () => Promise.resolve(limited) },
    });
    const session = await browser.app.open("shout");
    open.push(session);
    await eventually(() => expect(session.state.sandbox.status).toBe("ready"));
    await session.createFile("main.js", "a");
    await session.startAgent(SETTINGS);
    await eventually(() => expect(session.state.agent.transcript.at(-1)?.kind).toBe("tool"));
    full = true;
    session.open("main.js").apply([{ from: 1, to: 1, text: "b" }], "editor");
    await eventually(() => expect(session.state.notices.some(({ place }) => place === "storage")).toBe(true));
    await until(session, "paused");
    expect(session.open("main.js").text).toBe("ab");
    expect(session.state.notices).toContainEqual(
      expect.objectContaining({
        message: "The storage is full.",
        remedy: "Delete old runs.",
        place: "storage",
      }),
    );
    await eventually(() => expect(session.open("other.js").text).toBe("agent\n"));
    full = false;
    await eventually(async () => expect((await store.files(session.state.runId))["main.js"]).toBe("ab"));
    await eventually(() => expect(session.state.notices).toMatchObject([{ place: "agent" }]));
    session.resumeAgent();
    await until(session, "running");
    expect(session.state.notices).toEqual([]);

    full = true;
    session.open("main.js").apply([{ from: 2, to: 2, text: "c" }], "editor");
    await session.close();
    full = false;
    const again = await browser.reload().open("shout");
    open.push(again);
    expect(again.open("main.js").text).toBe("abc");
    await eventually(async () => expect((await store.files(again.state.runId))["main.js"]).toBe("abc"));
  });
});
