import { describe, expect, test, vi } from "vitest";
import type { RecordedCall, Recording } from "../recordings/index.ts";
import type { Session } from "./session.ts";
import { createTestApp as makeApp, SHOUT } from "./testing.ts";

// The machine that runs this may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000, interval: 20 });

let calls = 0;
const call = (name: string, args: unknown, output: string, failed = false): RecordedCall => ({
  id: `c${++calls}`,
  name,
  arguments: JSON.stringify(args),
  result: { output, failed },
});
const reply = (text: string, ...of: readonly RecordedCall[]): Recording["replies"][number] => ({
  text,
  reasoning: "",
  calls: of,
  ms: 100,
  usage: null,
  cost: null,
});

const WRONG = SHOUT.replace("toUpperCase", "toLowerCase");

const REPLIES = [
  reply("The manual first.", call("bash", { command: "cat docs/manual.md" }, "as it was then")),
  reply(
    "A first version.",
    call("text_editor", { command: "create", path: "main.js", file_text: WRONG }, ""),
  ),
  reply("Does it hold?", call("evaluate_testcases", {}, "")),
  reply("In capitals.", call("text_editor", { command: "create", path: "main.js", file_text: SHOUT }, "")),
  reply("Done.", call("submit", {}, "Submitted: 8 of 8 visible cases pass.")),
];

function recording(replies = REPLIES): Recording & { format: string; version: number } {
  return {
    format: "mirrorbox-recording",
    version: 1,
    id: "shout",
    title: "shout, by hand",
    taskId: "shout",
    taskVersion: "1",
    summary: "A small program.",
    madeBy: "Prepared by hand; not a language model's run",
    recordedAt: 1_000,
    turns: replies.length,
    verdict: { state: "solved", passed: 10, total: 10 },
    replies,
  };
}

const served = (replies = REPLIES): Record<string, string> => ({
  "shout.json": JSON.stringify(recording(replies)),
});

async function watched(session: Session): Promise<void> {
  session.setSpeed("at-once");
  await eventually(() => expect(session.state.submit.verdict?.state).toBe("solved"));
}

describe("a recording", () => {
  test("plays without a model: its calls are carried out, its cases run, its verdict is computed", async () => {
    const { app } = await makeApp({ recordings: served() });
    const session = await app.watch("shout");
    expect(session.state.watch).toMatchObject({ title: "shout, by hand", recordedAt: 1_000 });
    await watched(session);
    const { agent, submit } = session.state;
    expect(agent.player).toMatchObject({ kind: "recording", recordingId: "shout" });
    expect(submit.verdict?.groups.hidden).toMatchObject({ passed: 2, total: 2 });
    expect(agent.usage).toMatchObject({ input: 0, output: 0 });
    const tools = [...agent.transcript].filter((item) => item.kind === "tool");
    expect(tools[0]?.output).toContain("Prints its arguments in capitals");
    expect(tools[2]?.output).toContain("visible cases pass");
    expect(session.open("main.js").text).toBe(SHOUT);
    await session.close();
    expect((await app.runs())[0]).toMatchObject({ verdict: "solved", player: { kind: "recording" } });
  });

  test("keeps what its calls came to then, so that a difference can be seen", async () => {
    const { app } = await makeApp({ recordings: served() });
    const session = await app.watch("shout");
    await watched(session);
    const first = [...session.state.agent.transcript].find((item) => item.kind === "tool");
    const recorded = session.state.watch?.recording?.replies[0]?.calls[0];
    expect(first?.kind === "tool" && first.call.id).toBe(recorded?.id);
    expect(recorded?.result?.output).toBe("as it was then");
    await session.close();
  });

  test("that was left goes on where it was, in the same run, and no reply comes twice", async () => {
    const { app } = await makeApp({ recordings: served() });
    const session = await app.watch("shout");
    await eventually(() =>
      expect(session.state.agent.transcript.findLast((i) => i.kind === "reply")).toBeTruthy(),
    );
    const { runId } = session.state;
    await session.close();
    const again = await app.watch("shout");
    expect(again.state.runId).toBe(runId);
    await watched(again);
    const replies = (await again.events()).filter((event) => event.type === "model-replied");
    expect(replies.map((event) => event.type === "model-replied" && event.text)).toEqual(
      REPLIES.map(({ text }) => text),
    );
    await again.close();
    const fresh = await app.watch("shout");
    expect(fresh.state.runId).not.toBe(runId);
    await fresh.close();
  });

  test("that ends before its run does says so, and can be taken over", async () => {
    const { app } = await makeApp({ recordings: served(REPLIES.slice(0, 2)) });
    const session = await app.watch("shout");
    session.setSpeed("at-once");
    await eventually(() => expect(session.state.agent.status).toBe("stopped"));
    expect(session.state.agent.transcript.at(-1)).toMatchObject({
      kind: "stopped",
      message: expect.stringContaining("The recording ends here.") as unknown,
    });
    const place = await session.place();
    await session.close();
    const fork = await app.fork(place);
    const mine = await app.open("shout", fork.id);
    expect(mine.open("main.js").text).toBe(WRONG);
    expect(mine.state.agent.status).toBe("idle");
    expect((await mine.events())[0]).toMatchObject({ type: "run-started", forkOf: place });
    await mine.close();
  });

  test.each([
    [{ version: 2 }, "version must be from 1 to 1"],
    [{ turns: 7 }, "turns must be 5"],
    [{ madeBy: "" }, "madeBy must not be empty"],
    [{ id: "other" }, 'id must be "shout"'],
    [{ replies: [{ ...REPLIES[0], calls: [{ id: "x" }] }] }, "replies[0].calls[0].name is missing"],
  ])("with %j is refused in one sentence", async (change, message) => {
    const bad = JSON.stringify({ ...recording(), ...change });
    const { app } = await makeApp({ recordings: { "shout.json": bad } });
    const error = await app.watch("shout").catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ name: "RecordingError" });
    expect((error as Error).message).toContain(message);
    expect(await app.runs()).toEqual([]);
  });

  test("that is not there is refused, whatever its name", async () => {
    const { app } = await makeApp();
    await expect(app.watch("none")).rejects.toThrow("recordings/none.json could not be loaded");
    await expect(app.watch("../tasks/x")).rejects.toThrow("There is no recording");
  });
});

describe("a review", () => {
  test("shows a run's files, cases and places without a sandbox", async () => {
    const { app, sandboxes } = await makeApp({ recordings: served() });
    const session = await app.watch("shout");
    await watched(session);
    const { runId, agent } = session.state;
    const events = await session.events();
    await session.close();
    const seen: number[] = [];
    const review = await app.review(runId, (done) => seen.push(done));
    expect(sandboxes.size).toBe(0);
    expect(seen).toEqual([events.length]);
    const { transcript } = review.state.agent;
    const all = Array.from({ length: transcript.length }, (_, index) => transcript.at(index));
    expect(all).toEqual([...agent.transcript]);
    expect(review.state.verdict?.state).toBe("solved");
    const wrote = events.filter((event) => event.type === "file-changed").map(({ seq }) => seq);
    const texts = wrote.map((seq) => review.text(review.filesAt(seq).get("main.js") ?? -1));
    expect(await Promise.all(texts)).toEqual([WRONG, SHOUT]);
    const [before, after] = wrote;
    expect(review.changeAt(after ?? 0)).toMatchObject({ before, after, by: "agent" });
    expect(review.state.points.map(({ tally }) => tally.passed)).toEqual([2, 8]);
    const [first] = review.state.points;
    expect([...review.resultsAt((first?.seq ?? 0) - 1)]).toEqual([]);
    expect(review.resultsAt(first?.seq ?? 0).get("words-0")?.status).toBe("fail");
    const item = review.mark(wrote[1] ?? 0)?.item ?? -1;
    expect(review.state.agent.transcript.at(item)).toMatchObject({ kind: "tool" });
  });

  test("takes in what another tab appends", async () => {
    const { app, reload } = await makeApp();
    const session = await app.newRun("shout");
    const review = await reload().review(session.state.runId);
    const before = review.state;
    await session.createFile("main.js", "1");
    let told = 0;
    review.subscribe(() => told++);
    await Promise.all([review.refresh(), review.refresh()]);
    expect([told, review.state.events - before.events]).toEqual([1, 1]);
    const { events } = review.state;
    expect(await review.text(review.filesAt(events - 1).get("main.js") ?? -1)).toBe("1");
    await review.refresh();
    expect(told).toBe(1);
    await session.close();
  });

  test("of a run that is not here says so", async () => {
    const { app } = await makeApp();
    await expect(app.review("none")).rejects.toThrow("There is no such run in this browser.");
  });
});
