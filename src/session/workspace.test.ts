import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RunEvent } from "../core/event.ts";
import { openRunStore, type OpenRunStore } from "../runs/index.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { openNodeMachines } from "../sandbox/testing.ts";
import { FileVerbs } from "./file-verbs.ts";
import { Workspace } from "./workspace.ts";

// The machine that runs this may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000, interval: 20 });

const RUN = "run-1";
let names = 0;
let store: OpenRunStore;
let sandbox: Sandbox;
let workspace: Workspace;
let verbs: FileVerbs;
let faults: unknown[];

function makeWorkspace(): Workspace {
  return new Workspace({
    runId: RUN,
    store,
    readOnly: false,
    append: (fact) => store.append(RUN, fact),
    changed: () => undefined,
    failed: (error) => faults.push(error),
    recovered: () => undefined,
    leave: () => undefined,
  });
}

beforeEach(async () => {
  faults = [];
  store = await openRunStore({ name: `workspace-${++names}` });
  await store.create({
    id: RUN,
    taskId: "nl",
    taskVersion: "1",
    player: { kind: "person" },
    createdAt: 0,
    title: "nl",
  });
  sandbox = await openNodeMachines().create({ files: {} });
  workspace = makeWorkspace();
  verbs = new FileVerbs(workspace);
  await workspace.attach(sandbox);
});

afterEach(async () => {
  await workspace.close();
  await sandbox.dispose();
  store.close();
  expect(faults).toEqual([]);
});

const facts = async (): Promise<readonly RunEvent[]> => (await workspace.record(), await store.events(RUN));
const type = (path: string, at: number, text: string): void =>
  workspace.open(path).apply([{ from: at, to: at, text }], "editor");
const sh = (script: string): Promise<unknown> => sandbox.exec({ argv: ["sh", "-c", script] });

describe("typing", () => {
  test("is kept at once, reaches the sandbox before a program runs, and is one fact when it rests", async () => {
    await verbs.createFile("main.js", "a");
    for (const key of ["b", "c", "d"]) type("main.js", workspace.open("main.js").text.length, key);
    await eventually(async () => expect(await store.files(RUN)).toEqual({ "main.js": "abcd" }));
    expect((await store.events(RUN)).length).toBe(1);
    await workspace.flush();
    expect(await sandbox.files.readText("main.js")).toBe("abcd");
    expect((await facts()).map((event) => event.type === "file-changed" && event.content)).toEqual([
      "a",
      "abcd",
    ]);
  });

  test("comes back from the store, and what the log lacks is recorded", async () => {
    await verbs.createFile("main.js", "a");
    type("main.js", 1, "b");
    await verbs.createFolder("empty");
    await eventually(async () =>
      expect(await store.files(RUN)).toEqual({ "main.js": "ab", "empty/.mirrorbox-folder": "" }),
    );
    const next = makeWorkspace();
    next.load(await store.files(RUN), {}, { "main.js": "a", "gone.js": "x" });
    await next.record();
    expect(next.documents.paths()).toEqual(["empty/", "main.js"]);
    expect((await store.events(RUN)).slice(-2)).toMatchObject([
      { path: "main.js", content: "ab", by: "person" },
      { path: "gone.js", content: null, by: "person" },
    ]);
    await next.close();
  });
});

describe("programs", () => {
  test("their changes appear in the documents, recorded as theirs", async () => {
    await verbs.createFile("main.js", "one\n");
    await workspace.flush();
    await sh("echo two >> main.js; mkdir -p lib; echo new > lib/new.js; printf 'a\\0b' > data.bin");
    await workspace.settle();
    expect(workspace.documents.texts()).toEqual({ "main.js": "one\ntwo\n", "lib/new.js": "new\n" });
    expect(workspace.documents.paths()).toEqual(["data.bin", "lib/", "lib/new.js", "main.js"]);
    expect(() => workspace.open("data.bin")).toThrow("not a text file");
    const changes = (await facts()).slice(1).filter((event) => event.type === "file-changed");
    expect(changes.sort((a, b) => a.path.localeCompare(b.path))).toMatchObject([
      { path: "lib/new.js", content: "new\n", by: "program" },
      { path: "main.js", content: "one\ntwo\n", by: "program" },
    ]);
    await sh("rm -r lib data.bin");
    await workspace.settle();
    expect(workspace.documents.paths()).toEqual(["main.js"]);
  });

  test("are followed without being asked, and what lies beside the solution is not", async () => {
    await sh(
      "mkdir -p docs node_modules/x; echo d > docs/d.md; echo x > node_modules/x/i.js; echo m > main.js",
    );
    await eventually(() => expect(workspace.documents.paths()).toEqual(["main.js"]));
  });

  test("do not take away what was typed while they ran", async () => {
    await verbs.createFile("main.js", "a\nb\nc\n");
    await workspace.flush();
    // A formatter: reads, works for a while, writes back.
    const script =
      "const fs = require('fs'); const t = fs.readFileSync('main.js', 'utf8');" +
      "setTimeout(() => fs.writeFileSync('main.js', t.replace('c', 'C')), 500)";
    const running = sandbox.exec({ argv: ["node", "-e", script] });
    await new Promise((resolve) => setTimeout(resolve, 250));
    type("main.js", 0, "typed\n");
    await workspace.flush();
    await running;
    await workspace.settle();
    await workspace.flush();
    expect(workspace.open("main.js").text).toBe("typed\na\nb\nC\n");
    expect(await sandbox.files.readText("main.js")).toBe("typed\na\nb\nC\n");
  });

  test("cannot remove a file under the hands of who types in it", async () => {
    await verbs.createFile("main.js", "a");
    await workspace.flush();
    const removing = sh("rm main.js");
    type("main.js", 1, "b");
    await removing;
    await workspace.settle();
    await workspace.flush();
    expect(await sandbox.files.readText("main.js")).toBe("ab");
  });
});

describe("a program that takes back what the agent wrote", () => {
  test("is believed, however soon", async () => {
    await verbs.createFile("main.js", "one\n");
    await workspace.write("main.js", "one\ndebug\n", "agent", "one\n");
    await workspace.flush();
    await sh("sed -i /debug/d main.js");
    await workspace.settle();
    expect(workspace.open("main.js").text).toBe("one\n");
    expect(await sandbox.files.readText("main.js")).toBe("one\n");
  });
});

describe("an agent's writing", () => {
  test("is recorded as its own, after what the person typed, and merges with it", async () => {
    await verbs.createFile("main.js", "one\ntwo\n");
    const seen = workspace.open("main.js").text;
    type("main.js", 0, "typed\n");
    const writing = workspace.write("main.js", "one\n2\n", "agent", seen);
    type("main.js", 0, "more ");
    await writing;
    expect(workspace.open("main.js").text).toBe("more typed\none\n2\n");
    expect((await facts()).slice(-2)).toMatchObject([
      { content: "more typed\none\ntwo\n", by: "person" },
      { content: "more typed\none\n2\n", by: "agent" },
    ]);
  });
});

describe("person, agent and programs at once", () => {
  test("lose no text of each other, and end up the same in all four places", async () => {
    await verbs.createFile("main.js", "start\n");
    await workspace.flush();
    const document = workspace.open("main.js");
    const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const person = async (): Promise<void> => {
      for (let key = 0; key < 40; key++) {
        type("main.js", key % 3 === 0 ? 0 : document.text.length, ` p${key}p `);
        await pause(25);
      }
    };
    const agent = async (): Promise<void> => {
      for (let edit = 0; edit < 10; edit++) {
        const seen = document.text;
        const at = seen.indexOf("\n") + 1;
        await pause(30);
        await workspace.write("main.js", `${seen.slice(0, at)}a${edit}a\n${seen.slice(at)}`, "agent", seen);
        await workspace.flush();
        await pause(50);
      }
    };
    const programs = async (): Promise<void> => {
      for (let line = 0; line < 5; line++) {
        // Reads the whole, works, and writes the whole back, as formatters do.
        const script = `const fs = require("fs"); const text = fs.readFileSync("main.js", "utf8");
          setTimeout(() => fs.writeFileSync("main.js", text + "\\nc${line}c\\n"), 120)`;
        await workspace.flush();
        await sandbox.exec({ argv: ["node", "-e", script] });
        await workspace.settle();
      }
    };
    await Promise.all([person(), agent(), programs()]);
    await workspace.settle();
    await workspace.flush();
    await workspace.save();
    const tokens = [...range("p", 40), ...range("a", 10), ...range("c", 5)];
    expect(tokens.filter((token) => !document.text.includes(token))).toEqual([]);
    expect(await sandbox.files.readText("main.js")).toBe(document.text);
    expect((await store.files(RUN))["main.js"]).toBe(document.text);
    expect((await facts()).at(-1)).toMatchObject({ type: "file-changed", content: document.text });
  });
});

const range = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index}${name}`);

describe("file verbs", () => {
  test("rename and delete folders, and take it all back", async () => {
    await verbs.createFile("lib/a.js", "a");
    await verbs.createFile("lib/b.js", "b");
    await workspace.flush();
    await sh("printf 'x\\0' > lib/c.bin");
    await workspace.settle();
    await verbs.rename("lib", "src");
    await workspace.flush();
    expect(workspace.documents.paths()).toEqual(["src/", "src/a.js", "src/b.js", "src/c.bin"]);
    expect(Object.keys(await sandbox.files.snapshot()).sort()).toEqual(["src/a.js", "src/b.js", "src/c.bin"]);
    await verbs.remove("src");
    expect(workspace.documents.paths()).toEqual([]);
    expect(await verbs.undo()).toBe("Brought back src");
    expect(await verbs.undo()).toBe("src is lib again");
    await workspace.flush();
    expect(workspace.documents.texts()).toEqual({ "lib/a.js": "a", "lib/b.js": "b" });
    expect([...(await sandbox.files.read("lib/c.bin"))]).toEqual([120, 0]);
    type("lib/b.js", 1, "typed");
    await expect(verbs.undo()).rejects.toThrow("lib/b.js was changed since");
    await verbs.undo();
    expect(workspace.documents.paths()).toEqual(["lib/", "lib/b.js", "lib/c.bin"]);
    expect(await verbs.undo()).toBe(null);
  });

  test("refuse what cannot be, and say why", async () => {
    await verbs.createFile("main.js", "");
    await expect(verbs.createFile("main.js", "")).rejects.toThrow("exists already");
    await expect(verbs.createFile("main.js/x.js", "")).rejects.toThrow("is a file");
    await expect(verbs.createFile("../x.js", "")).rejects.toThrow("outside the workspace");
    await expect(verbs.createFile("docs/x.md", "")).rejects.toThrow("not part of the solution");
    await expect(verbs.rename("none.js", "x.js")).rejects.toThrow("There is no none.js");
    await expect(verbs.remove(" ")).rejects.toThrow("There is no");
  });

  test("tell the editor that a document is gone", async () => {
    await verbs.createFile("main.js", "a");
    let closed = 0;
    workspace.open("main.js").onClose(() => void closed++);
    await verbs.rename("main.js", "index.js");
    expect(closed).toBe(1);
    expect(workspace.open("index.js").text).toBe("a");
    expect((await facts()).at(-1)).toMatchObject({ type: "file-renamed", from: "main.js", to: "index.js" });
  });
});
