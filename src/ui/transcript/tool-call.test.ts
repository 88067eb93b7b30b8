import { expect, test } from "vitest";
import { diffOf, readCall } from "./tool-call.ts";

const call = (name: string, args: unknown) => ({
  id: "1",
  name,
  arguments: typeof args === "string" ? args : JSON.stringify(args),
});

test("known tools are told in words", () => {
  expect(readCall(call("bash", { command: "node main.js\necho $?" }))).toMatchObject({
    verb: "ran",
    object: "node main.js",
  });
  expect(readCall(call("text_editor", { command: "view", path: "a.js" }))).toMatchObject({
    verb: "read",
    object: "a.js",
  });
  expect(readCall(call("reference", { args: ["-r", "1"] }))).toMatchObject({
    verb: "asked the original",
    object: "-r 1",
  });
});

test("an edit shows what was taken out and put in", () => {
  const { verb, parts } = readCall(
    call("text_editor", { command: "str_replace", path: "a.js", old_str: "one\ntwo", new_str: "one\n2" }),
  );
  expect(verb).toBe("edited");
  expect(parts[0]).toMatchObject({ kind: "diff", lines: [{ sign: " " }, { sign: "-" }, { sign: "+" }] });
});

test("arguments that do not parse are shown as they are", () => {
  expect(readCall(call("bash", '{"command": "no'))).toEqual({
    verb: "bash",
    object: "",
    parts: [{ kind: "text", name: "arguments", text: '{"command": "no' }],
  });
});

test("a new file is all put in", () => {
  expect(diffOf("", "a\nb\n")).toEqual([
    { sign: "+", text: "a" },
    { sign: "+", text: "b" },
  ]);
});
