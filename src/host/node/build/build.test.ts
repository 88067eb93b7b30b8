import { expect, test } from "vitest";
import { patch, patchedIds } from "./patches.ts";
import { stripComments } from "./strip-comments.ts";

test("comments go, lines and columns stay", () => {
  const source =
    "/* a\n b */ let x = 1; // c\nlet r = /\\/\\/not/; let s = '// not';\nthrow f; // shown above f\nthrow e; /* node-do-not-add-exception-line */";
  const stripped = stripComments(source);
  expect(stripped).toBe(
    "\n      let x = 1;\nlet r = /\\/\\/not/; let s = '// not';\nthrow f; // shown above f\nthrow e; /* node-do-not-add-exception-line */",
  );
});

test("a patch that does not match exactly once stops the build", () => {
  expect(patch("path", "text")).toBe("text");
  const [id = ""] = patchedIds;
  expect(() => patch(id, "text")).toThrow(/matches 0 times/);
});
