// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { View } from "./view.ts";

beforeEach(() => localStorage.clear());

test("open files are remembered for the last run, the arrangement for all", () => {
  const view = new View("a", false);
  view.openFile("main.js");
  view.openFile("lib/x.js");
  view.arrange("review");
  expect(new View("a", false).state).toMatchObject({
    openFiles: ["main.js", "lib/x.js"],
    activeFile: "lib/x.js",
    arrangement: "review",
  });
  expect(new View("b", false).state).toMatchObject({
    openFiles: [],
    activeFile: null,
    arrangement: "review",
  });
});

test("closing the active file shows its neighbour", () => {
  const view = new View("a", false);
  for (const path of ["1", "2", "3"]) view.openFile(path);
  view.openFile("2");
  view.closeFile("2");
  expect(view.state.activeFile).toBe("3");
  view.closeFile("3");
  view.closeFile("1");
  expect(view.state).toMatchObject({ openFiles: [], activeFile: null });
});

test("tabs follow files and folders that are renamed", () => {
  const view = new View("a", false);
  for (const path of ["lib/a.js", "lib/deep/b.js", "library.js"]) view.openFile(path);
  view.moveFiles("lib/", "src/");
  view.moveFiles("library.js", "main.js");
  expect(view.state).toMatchObject({
    openFiles: ["src/a.js", "src/deep/b.js", "main.js"],
    activeFile: "main.js",
  });
});

test("asking for the agent opens its panel", () => {
  const view = new View("a", false);
  view.show("agent");
  expect(view.state).toMatchObject({ arrangement: "watch", place: "agent" });
  expect(new View("a", true).state.arrangement).toBe("watch");
});

test("what was remembered by another version is left aside", () => {
  localStorage.setItem("mirrorbox.screen.arrangement", '"sideways"');
  localStorage.setItem("mirrorbox.screen.open", '{"runId": "a", "files": [1, "x"]}');
  localStorage.setItem("mirrorbox.screen.left", "{broken");
  expect(new View("a", false).state).toMatchObject({ arrangement: "hand", left: "files", openFiles: ["x"] });
});

test("shells keep their numbers, the one in front is replaced by the last", () => {
  const view = new View("a", false);
  view.addShell();
  view.addShell();
  view.closeShell(2);
  expect(view.state.shells).toEqual({ numbers: [1, 3], active: 3 });
  view.closeShell(3);
  expect(view.state.shells).toEqual({ numbers: [1], active: 1 });
  view.closeShell(1);
  expect(view.state.shells).toEqual({ numbers: [], active: 0 });
});
