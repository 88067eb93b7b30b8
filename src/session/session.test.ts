import { forceCloseDatabase } from "fake-indexeddb";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { RunStore } from "../runs/index.ts";
import { watchConnections } from "../runs/testing.ts";
import { SandboxError } from "../sandbox/index.ts";
import type { Session } from "./session.ts";
import { createTestApp, SHOUT, type TestApp } from "./testing.ts";

// The machine that runs this may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000, interval: 20 });

const open: Session[] = [];
async function opened(session: Promise<Session>): Promise<Session> {
  const one = await session;
  open.push(one);
  return one;
}
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
});

const ready = (session: Session): Promise<unknown> =>
  eventually(() => expect(session.state.sandbox.status).toBe("ready"));
const start = async (test?: TestApp): Promise<Session> => {
  const { app } = test ?? (await createTestApp());
  const session = await opened(app.open("shout"));
  await ready(session);
  return session;
};
const types = async (session: Session): Promise<string[]> => (await session.events()).map(({ type }) => type);

describe("opening", () => {
  test("shows the task at once and boots in the background", async () => {
    const session = await opened((await createTestApp()).app.open("shout"));
    expect(session.state.sandbox.status).toBe("booting");
    expect(session.state.cases.map(({ hidden }) => hidden)).not.toContain(true);
    expect(session.state.docs[0]?.title).toBe("shout");
    await ready(session);
  });

  test("says which programs there are when one is unknown or broken", async () => {
    const { app } = await createTestApp();
    await expect(app.open("nothing")).rejects.toMatchObject({
      name: "AppError",
      remedy: "Choose one of: shout.",
    });
    await expect(app.open("broken")).rejects.toMatchObject({ message: expect.stringContaining("task.json") });
    await expect(app.open("shout", "none")).rejects.toThrow("There is no run none");
  });

  test("a sandbox that does not come up is said, and can be tried again", async () => {
    let broken = true;
    const real = await createTestApp();
    const { app } = await createTestApp({
      change: {
        bootSandbox: async (runtime, signal) => {
          if (broken) throw new Error("The host did not answer.");
          const machines = await import("../sandbox/testing.ts");
          signal.throwIfAborted();
          return await machines.openNodeMachines().create({ files: {} });
        },
      },
    });
    const session = await opened(app.open("shout"));
    await eventually(() => expect(session.state.sandbox).toMatchObject({ status: "failed" }));
    expect(session.state.sandbox).toMatchObject({ message: "The host did not answer." });
    await session.createFile("main.js", "kept");
    await expect(session.openTerminal({ cols: 80, rows: 24 })).rejects.toThrow("not running");
    broken = false;
    await session.retrySandbox();
    expect(session.state.sandbox.status).toBe("ready");
    expect(session.open("main.js").text).toBe("kept");
    expect(real.sandboxes.size).toBe(0);
  });
});

describe("by hand", () => {
  test("from an empty folder to a verdict, and all of it again after a reload", async () => {
    const browser = await createTestApp();
    const session = await start(browser);
    await session.createFile(
      "main.js",
      "process.stdout.write(process.argv.slice(2).join(' ').toUpperCase() + '\\n')",
    );
    await session.runVisibleCases();
    expect(session.state.caseRun).toMatchObject({ tally: { passed: 5, failed: 3, total: 8 }, stale: false });
    const failed = session.state.caseRun.results.get("input-1");
    expect(failed).toMatchObject({ status: "fail", mismatch: { stream: "stdout" } });

    session.open("main.js").replace(SHOUT.replace("=== 0", "=== 0"), "editor");
    expect(session.state.caseRun.stale).toBe(true);
    expect(browser.fetched).not.toContain("shout/cases/hidden.jsonl");
    await session.submit();
    expect(session.state.submit.verdict).toMatchObject({
      state: "solved",
      groups: { hidden: { passed: 2 } },
    });
    expect(browser.fetched).toContain("shout/cases/hidden.jsonl");
    expect(session.state.notices).toEqual([]);
    expect(await types(session)).toEqual([
      "run-started",
      "file-changed",
      "cases-run",
      "file-changed",
      "cases-run",
      "submitted",
      "verdict-reached",
    ]);
    session.open("main.js").apply([{ from: 0, to: 0, text: "// typed last\n" }], "editor");
    const { state } = session;
    await session.close();

    const again = await opened(browser.reload().open("shout"));
    expect(again.state.runId).toBe(state.runId);
    expect(again.open("main.js").text).toBe(`// typed last\n${SHOUT}`);
    expect(again.state.submit.verdict).toEqual(state.submit.verdict);
    expect(again.state.agent.transcript).toEqual(state.agent.transcript);
    expect(again.state.caseRun.tally).toEqual(state.caseRun.tally);
    expect(again.state.caseRun.stale).toBe(true);
  });

  test("too few passing cases close the submission, and a missing program is named", async () => {
    const session = await start();
    await session.submit();
    expect(session.state.notices[0]).toMatchObject({
      place: "cases",
      message: expect.stringContaining("no main.js"),
    });
    await session.createFile("main.js", "process.exit(9)");
    await session.submit();
    expect(session.state.notices.at(-1)?.message).toContain("Submit opens when 30 %");
    expect(session.state.submit.closedBecause).toContain("Submit opens when 30 %");
    expect(await types(session)).not.toContain("submitted");
    session.open("main.js").replace(SHOUT, "editor");
    expect(session.state.submit.closedBecause).toBe(null);
  });

  test("a program that never ends is a failed case, and the run can be cancelled", async () => {
    const session = await start();
    await session.createFile("main.js", "for (;;);");
    const running = session.runVisibleCases();
    await eventually(() => expect(session.state.caseRun.running).not.toBe(null));
    session.cancelCases();
    await running;
    expect(session.state.caseRun).toMatchObject({ running: null });
    expect(session.state.notices).toEqual([]);
    await session.runVisibleCases(["words-0"]);
    expect(session.state.caseRun.results.get("words-0")).toMatchObject({ mismatch: { stream: "time" } });
  });

  test("the original answers in the panel and as a command", async () => {
    const browser = await createTestApp();
    const session = await start(browser);
    const answer = await session.askReference(
      { args: ["-x"], stdin: "", files: {} },
      new AbortController().signal,
    );
    expect(answer).toMatchObject({
      stdout: "",
      stderr: "shout: unknown option -x\n",
      code: 2,
      timedOut: false,
    });
    const [sandbox] = browser.sandboxes;
    const script = `PATH="$PWD/.mirrorbox/bin:$PATH"; until [ -x .mirrorbox/bin/reference ]; do sleep 0.05; done; echo in | reference; ls docs; cat cases/bad-option.json`;
    const result = await sandbox!.exec({ argv: ["sh", "-c", script] });
    const text = new TextDecoder().decode(result.stdout);
    expect(text.startsWith("IN\nmanual.md\n")).toBe(true);
    expect(JSON.parse(text.slice("IN\nmanual.md\n".length))).toMatchObject({
      args: ["-x"],
      expected: { code: 2 },
    });
    expect(session.state.paths).toEqual([]);
  });
});

test("what the app lays beside the solution comes back when a program removes it", async () => {
  const browser = await createTestApp();
  const session = await start(browser);
  await session.createFile("main.js", "console.log('mine')");
  const [sandbox] = browser.sandboxes;
  const ask = `PATH="$PWD/.mirrorbox/bin:$PATH"; until [ -x .mirrorbox/bin/reference ]; do sleep 0.05; done; echo in | reference`;
  const gone = await sandbox!.exec({
    argv: ["sh", "-c", `${ask}; rm -r .mirrorbox docs; rm cases/bad-option.json; ls -a`],
  });
  expect(new TextDecoder().decode(gone.stdout)).not.toMatch(/docs|mirrorbox/);
  const back = await sandbox!.exec({
    argv: ["sh", "-c", `${ask}; until [ -f cases/bad-option.json ]; do sleep 0.05; done; ls docs; ls -a`],
  });
  expect(new TextDecoder().decode(back.stdout)).toMatch(/^IN\nmanual\.md\n[^]*\.mirrorbox\n/);
  expect(session.state.notices).toEqual([]);
  expect(session.state.paths).toEqual(["main.js"]);
});

describe("a sandbox that is lost", () => {
  test("is said, and a new one gets the files as they are by then", async () => {
    const browser = await createTestApp();
    const session = await start(browser);
    await session.createFile("main.js", "one");
    const [lost] = browser.sandboxes;
    vi.spyOn(lost!.files, "read").mockRejectedValue(
      new SandboxError("GONE", "The host went away.", "Start it again."),
    );
    session.open("main.js").replace("two", "editor");
    await eventually(() => expect(session.state.sandbox.status).toBe("failed"));
    expect(session.state.sandbox).toMatchObject({
      message: "The host went away.",
      remedy: "Start it again.",
    });
    session.open("main.js").replace("three", "editor");
    await session.createFile("b.js", "new");
    await session.retrySandbox();
    expect(browser.sandboxes.size).toBe(1);
    const [fresh] = browser.sandboxes;
    expect(await fresh!.files.readText("main.js")).toBe("three");
    expect(await fresh!.files.readText("b.js")).toBe("new");
    session.open("main.js").replace("four", "editor");
    await eventually(async () => expect(await fresh!.files.readText("main.js")).toBe("four"));
  });
});

describe("keeping", () => {
  test("results stay stale after a reload when one typed while the cases ran", async () => {
    const browser = await createTestApp();
    const session = await start(browser);
    await session.createFile("main.js", `setTimeout(() => {${SHOUT}}, 700)`);
    const running = session.runVisibleCases();
    await eventually(() => expect(session.state.caseRun.running?.done).toBeGreaterThan(0));
    session.open("main.js").apply([{ from: 0, to: 0, text: "// typed\n" }], "editor");
    await running;
    expect(session.state.caseRun.stale).toBe(true);
    await session.close();
    const again = await opened(browser.reload().open("shout"));
    expect(again.state.caseRun.stale).toBe(true);
    expect((await types(again)).slice(-2)).toEqual(["cases-run", "file-changed"]);
  });

  test("two that open the same run at once: the later one has it", async () => {
    const browser = await createTestApp();
    const [one, two] = await Promise.all([browser.app.open("shout"), browser.app.open("shout")]);
    open.push(one, two);
    await ready(two);
    expect(two.state.readOnly).toBe(false);
    expect(browser.sandboxes.size).toBe(1);
    await expect(one.createFile("x.js")).rejects.toThrow("was closed");
  });

  test("a key stroke whose write the closing page could not finish", async () => {
    const browser = await createTestApp();
    const store = await browser.parts.openStore();
    const session = await start(browser);
    await session.createFile("main.js", "a");
    await session.createFile("gone.js", "");
    const hang = vi
      .spyOn(Object.getPrototypeOf(store) as RunStore, "saveFile")
      .mockReturnValue(new Promise(() => undefined));
    session.open("main.js").apply([{ from: 1, to: 1, text: "b" }], "editor");
    browser.leave();
    hang.mockRestore();
    open.splice(0);
    const everyLock = {
      request: (_name: string, _options: LockOptions, held: () => Promise<void>) => held(),
    };
    const locks = everyLock as unknown as LockManager;
    const again = await opened(
      browser.reload({ browser: { ...browser.parts.browser, locks } }).open("shout"),
    );
    expect(again.open("main.js").text).toBe("ab");
    expect(again.state.paths).toEqual(["gone.js", "main.js"]);
    await eventually(() => expect(browser.parts.browser.localStorage.length).toBe(0));
    expect((await store.files(again.state.runId))["main.js"]).toBe("ab");
  });

  test("a run that the browser threw away, as it may do on a full disk, is stored again as this tab knows it", async () => {
    const browser = await createTestApp();
    const factory = browser.parts.browser.indexedDB as IDBFactory;
    const connections = watchConnections(factory);
    const session = await start(browser);
    await session.createFile("main.js", SHOUT);
    await session.createFolder("empty");
    await session.submit();
    const before = await session.events();
    for (const connection of connections.filter(({ name }) => name === "mirrorbox"))
      forceCloseDatabase(connection as never);
    factory.deleteDatabase("mirrorbox");
    session.open("main.js").apply([{ from: 0, to: 0, text: "// typed\n" }], "editor");
    await eventually(() =>
      expect(session.state.notices.map(({ message }) => message)).toEqual([
        "The browser had lost what it stored. This run is stored again.",
      ]),
    );
    await session.close();
    const again = await opened(browser.reload().open("shout", session.state.runId));
    expect(again.open("main.js").text).toBe(`// typed\n${SHOUT}`);
    expect(again.state.paths).toEqual(["empty/", "main.js"]);
    expect(again.state.submit.verdict).toEqual(session.state.submit.verdict);
    const events = await again.events();
    expect(events.slice(0, before.length)).toEqual(before);
    expect(events.slice(before.length).map(({ type }) => type)).toEqual(["file-changed"]);
  });

  test("a whole run as one file, and taking it in again", async () => {
    const browser = await createTestApp();
    const session = await start(browser);
    await session.createFile("main.js", SHOUT);
    await session.createFolder("empty");
    await session.submit();
    const file = await session.exportRun();
    const elsewhere = await createTestApp();
    const header = await elsewhere.app.importRun(file);
    expect(header).toMatchObject({ taskId: "shout", verdict: "solved" });
    const copy = await opened(elsewhere.app.open("shout", header.id));
    expect(copy.open("main.js").text).toBe(SHOUT);
    expect(copy.state.paths).toEqual(["empty/", "main.js"]);
    expect(copy.state.submit.verdict).toEqual(session.state.submit.verdict);
    expect(await copy.events()).toEqual(await session.events());
    await expect(elsewhere.app.importRun(new Blob(["no run"]))).rejects.toMatchObject({
      remedy: expect.any(String),
    });
  });
});

describe("a second tab", () => {
  test("may look but not write, and goes on once the first is closed", async () => {
    const browser = await createTestApp();
    const session = await start(browser);
    await session.createFile("main.js", "one");
    const tab = browser.reload();
    const second = await opened(tab.open("shout"));
    expect(second.state).toMatchObject({ readOnly: true, sandbox: { status: "failed" } });
    expect(second.state.notices[0]?.message).toBe("This run is open in another tab, and you watch it here.");
    expect(second.open("main.js").text).toBe("one");
    second.open("main.js").replace("two", "editor");
    await expect(second.createFile("x.js")).rejects.toThrow("another tab");
    await second.close();
    await session.close();
    const third = await opened(tab.open("shout"));
    expect(third.state.readOnly).toBe(false);
    expect(third.open("main.js").text).toBe("one");
  });
});

describe("state", () => {
  test("keeps the identity of what did not change", async () => {
    const session = await start();
    await session.createFile("main.js", "");
    const before = session.state;
    let told = 0;
    session.subscribe(() => void told++);
    session.open("main.js").apply([{ from: 0, to: 0, text: "x" }], "editor");
    expect(session.state).toBe(before);
    await session.createFile("b.js");
    expect(told).toBeGreaterThan(0);
    expect(session.state.caseRun).toBe(before.caseRun);
    expect(session.state.agent).toBe(before.agent);
    expect(session.state.paths).toEqual(["b.js", "main.js"]);
  });
});
