import { expect, test } from "vitest";
import type { TranscriptItem } from "../../session/index.ts";
import { editedPath, inWorkspace } from "./follow.ts";

function tool(args: string, over: Partial<Extract<TranscriptItem, { kind: "tool" }>> = {}): TranscriptItem {
  const call = { id: "1", name: "text_editor", arguments: args };
  const done = { output: "done", failed: false, ms: 1, artifact: null };
  return { kind: "tool", key: "1", seq: 1, at: 0, turn: 1, call, ...done, ...over };
}

test("the file of a finished edit", () => {
  expect(editedPath(tool('{"command": "create", "path": "main.js"}'))).toBe("main.js");
  expect(editedPath(tool('{"command": "view", "path": "main.js"}'))).toBeNull();
  expect(editedPath(tool('{"command": "create", "path": "main.js"}', { output: null }))).toBeNull();
  expect(editedPath(tool('{"command": "create", "path": "main.js"}', { failed: true }))).toBeNull();
  expect(editedPath(tool('{"command": "create", "pa'))).toBeNull();
});

test("a path as a tool gives it, as the workspace lists it", () => {
  const paths = ["lib/a.js", "main.js"];
  expect(inWorkspace("main.js", paths)).toBe("main.js");
  expect(inWorkspace("./lib/a.js", paths)).toBe("lib/a.js");
  expect(inWorkspace("/home/project/lib/a.js", paths)).toBe("lib/a.js");
  expect(inWorkspace("/etc/hosts", paths)).toBeNull();
});
