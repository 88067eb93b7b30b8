import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { harborFolder } from "../tasks/export/harbor.ts";
import { builtFiles, zipFiles } from "../tasks/export/built-files.ts";
import { Bench, serveApp, type Server } from "./support/app.ts";
import { violations } from "./support/axe.ts";
import { complaints, launch, outsiders, picture } from "./support/browser.ts";

const LINES = builtFiles(join(import.meta.dirname, "../dist/tasks/lines"));

let browser: Browser;
let server: Server;
let folder: string;
let page: Page;
let bench: Bench;
let wrong: string[];
let outside: string[];

function lay(name: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, name, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return join(folder, name);
}

/** Drags files from the desk over the page and lets go: as a person does, folders too. */
async function drop(paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 400, y: 300, data });
  }
  await devtools.detach();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mirrorbox-own-"));
  server = await serveApp();
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  wrong = complaints(page);
  outside = outsiders(page, server.url);
  bench = new Bench(page);
  await page.goto(server.url);
  await page.getByRole("heading", { name: "Your programs" }).waitFor();
});

afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const own = () => page.getByRole("region", { name: "Your programs" });
const names = async (): Promise<string[]> =>
  (await own().locator("tbody th a").allInnerTexts()).map((text) => text.trim());

test("where the storage is full that is said, and dropping it again helps once there is room", async () => {
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(server.url);
  // Before anything else is stored: the browser does not look at its quota anew with every write.
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await drop([lay("lines", LINES)]);
  await own().getByText("The browser's storage for this page is full.").waitFor();
  expect(await names()).toEqual([]);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin });
  await drop([join(folder, "lines")]);
  await own().getByText("Added lines.").waitFor();
  await own().getByRole("button", { name: "Undo" }).press("Enter");
  await own().getByRole("link", { name: "lines" }).waitFor({ state: "detached" });
  await devtools.detach();
});

test("a dropped folder becomes a program, beside one that is refused with file and line", async () => {
  const task = Buffer.from(LINES["task.json"]!).toString().replace('"caseMs": 2000', '"caseMs": "2000"');
  const good = lay("lines", LINES);
  const bad = lay("broken", { ...LINES, "task.json": task });
  await drop([good, bad]);
  await own().getByText("Added lines.").waitFor();
  expect(await names()).toEqual(["lines"]);
  const alert = await own().getByRole("alert").innerText();
  expect(alert).toMatch(/broken\/task\.json line \d+: limits\.caseMs must be a whole number/);
  expect(alert).toContain("Nothing of it was kept");
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(() => document.getAnimations().length === 0);
    expect(await violations(page), colorScheme).toEqual([]);
    await own().scrollIntoViewIfNeeded();
    await picture(page, `own-programs-${colorScheme}`);
  }
});

test("at 200 % nothing lies beside the page", async () => {
  await page.setViewportSize({ width: 640, height: 450 });
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await own().getByRole("alert").scrollIntoViewIfNeeded();
  expect(await over()).toBeLessThanOrEqual(0);
  await picture(page, "own-programs-large");
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("it stays over a reload, is removed, and comes back", async () => {
  await page.reload();
  await own().getByRole("link", { name: "lines" }).waitFor();
  await own().getByRole("button", { name: "Remove lines" }).press("Enter");
  await own().getByText("Removed lines.").waitFor();
  expect(await names()).toEqual([]);
  await own().getByRole("button", { name: "Undo" }).press("Enter");
  await own().getByRole("link", { name: "lines" }).waitFor();
});

test("its original answers behind glass", async () => {
  await own().getByRole("link", { name: "lines" }).click();
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await bench.ready();
  expect(await bench.askReference("-b a", "one\n")).toMatch(/1\s+one/);
});

test("its shell tells the solution what the task forbids, and lets other programs use it", async () => {
  await bench.createFile("main.mjs", 'import "node:child_process";\n');
  await bench.shell("node main.mjs", /Cannot use 'child_process': this task forbids it\./);
  await bench.shell("cp main.mjs try.mjs; node try.mjs && echo fr''ee", /free/);
});

test("its page exports it for Harbor", async () => {
  await page.goto(`${server.url}#/task/own.lines`);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export for Harbor" }).press("Enter");
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("lines-harbor.zip");
  await page.getByText(/^Saved\./).waitFor();
  const entries = unzipSync(readFileSync(await saved.path()));
  const text = (path: string): string => Buffer.from(entries[`lines/${path}`] ?? []).toString();
  // The same as by the command line, but for the solution, which never ships.
  const expected = await harborFolder(join(import.meta.dirname, "../dist/tasks/lines"));
  for (const [path, content] of Object.entries(expected))
    if (!path.startsWith("solution/")) expect([path, text(path) === content]).toEqual([path, true]);
  expect(text("solution/solve.sh")).toContain("no solution");
  await picture(page, "own-program-page-light");
});

test("a zip and MirrorCode's cases are chosen with the keyboard; without an original that is said", async () => {
  await page.goto(server.url);
  const rows = ["a", "b"].map((word, at) => ({
    test_case: { name: word, args: [word], labels: at === 1 ? ["hidden"] : [] },
    stdout: `${word.toUpperCase()}\n`,
    stderr: "",
    returncode: 0,
  }));
  const gold = lay("gold", { "upper.jsonl": rows.map((row) => JSON.stringify(row)).join("\n") });
  const torn = {
    ...rows[1],
    test_case: { ...rows[1]?.test_case, files: { x: { format: "error", content: "" } } },
  };
  await own().getByRole("button", { name: "Add a zip or cases" }).waitFor();
  await drop([
    join(lay("torn", { "torn.jsonl": `${JSON.stringify(rows[0])}\n${JSON.stringify(torn)}` }), "torn.jsonl"),
  ]);
  await own()
    .getByText(/torn\.jsonl line 2: test_case\.files\["x"\] could not be captured/)
    .waitFor();
  lay("zips", { "lines.zip": zipFiles("lines", LINES) });
  const chooser = page.waitForEvent("filechooser");
  await own().getByRole("button", { name: "Add a zip or cases" }).press("Enter");
  await (await chooser).setFiles([join(folder, "zips/lines.zip"), join(gold, "upper.jsonl")]);
  await own().getByText("Replaced lines. Added upper.").waitFor();
  await own().getByRole("link", { name: "upper" }).click();
  await page.getByText("Not here to ask").waitFor();
  await page.getByText("not comparable").first().waitFor();
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await bench.ready();
  await bench.tab("Reference");
  await page.getByText("upper has no original to ask").first().waitFor();
  await bench.shell("reference a", /reference: upper has no original to ask/);
  await bench.createFile("main.js", "console.log(process.argv[2].toUpperCase())\n");
  expect(await bench.submit()).toBe("Solved");
  const verdict = page.getByRole("region", { name: "Verdict" });
  expect(await verdict.getByRole("row", { name: /^Hidden/ }).innerText()).toContain("1 of 1");
});

test("nothing left the browser, and the page did not complain", () => {
  expect(outside).toEqual([]);
  expect(wrong).toEqual([]);
});
