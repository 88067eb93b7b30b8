import { expect, test } from "vitest";
import { faultOfName, parentOf, treeRows } from "./tree.ts";

const paths = [
  "main.js",
  "lib/",
  "lib/b.js",
  "lib/a10.js",
  "lib/a2.js",
  "lib/deep/x.json",
  "README.md",
  "empty/",
];

function draw(closed: readonly string[] = []): string[] {
  return treeRows(paths, new Set(closed)).map(
    (row) => "  ".repeat(row.depth) + row.name + (row.folder ? "/" : ""),
  );
}

test("folders come first, names count as people do, folders need not be listed", () => {
  expect(draw()).toEqual([
    "empty/",
    "lib/",
    "  deep/",
    "    x.json",
    "  a2.js",
    "  a10.js",
    "  b.js",
    "main.js",
    "README.md",
  ]);
});

test("a closed folder hides what is in it", () => {
  expect(draw(["lib/"])).toEqual(["empty/", "lib/", "main.js", "README.md"]);
  expect(draw(["lib/deep/"])).toContain("  deep/");
});

test("rows know their place among siblings", () => {
  const row = treeRows(paths, new Set()).find((each) => each.path === "lib/a10.js");
  expect(row).toMatchObject({ depth: 1, position: 3, siblings: 4, folder: false });
});

test("the folder of a path", () => {
  expect([parentOf("a/b.js"), parentOf("a/b/"), parentOf("a.js")]).toEqual(["a/", "a/", ""]);
});

test("names that cannot be used say why", () => {
  expect(faultOfName("new.js", paths)).toBeNull();
  expect(faultOfName("lib/new/x.js", paths)).toBeNull();
  expect(faultOfName("", paths)).toMatch(/name/);
  expect(faultOfName("main.js", paths)).toMatch(/exists/);
  expect(faultOfName("lib", paths)).toMatch(/exists/);
  expect(faultOfName("/etc/x", paths)).toMatch(/slash/);
  expect(faultOfName("a/../b", paths)).toMatch(/\.\./);
  expect(faultOfName("a//b", paths)).toMatch(/empty/);
});
