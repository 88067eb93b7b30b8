// The guide's example of a task that is written by hand, taken as a teacher would: copied from the page.
import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openCatalog } from "../../src/catalog/index.ts";

const GUIDE = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");

/** The JSON blocks of the section about built tasks. */
const [task, visible, hidden] = [...GUIDE.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => text ?? "");

test("the example of the guide becomes a task", async () => {
  const catalog = openCatalog({
    baseUrl: "https://example.org/",
    indexedDB,
    fetch: () => Promise.resolve(Response.json({ tasks: [] })),
  });
  const files = {
    "task.json": task,
    "prompt.md": "Rebuild shout.",
    "docs/manual.md": "# shout\n\nPrints its arguments in capitals.\n",
    "cases/visible.jsonl": visible,
    "cases/hidden.jsonl": hidden,
  };
  const given = Object.entries(files).map(([path, text]) => ({
    path: `shout/${path}`,
    blob: new Blob([text ?? ""]),
  }));
  const added = await catalog.add(given);
  expect(added.refused).toEqual([]);
  expect(added.tasks[0]?.task).toMatchObject({ counts: { visible: 2, hidden: 1 }, hasReference: false });
  expect(await catalog.hiddenCases(added.tasks[0]!.task)).toMatchObject([{ name: "three", duals: ["one"] }]);
});
