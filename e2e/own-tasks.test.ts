import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtFiles, zipFiles } from "../tasks/export/built-files.ts";
import { Bench, serveApp, type Server } from "./support/app.ts";
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
  await picture(page, "own-programs-light");
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

test("a zip and MirrorCode's cases are chosen with the keyboard; without an original that is said", async () => {
  await page.goto(server.url);
  const rows = ["a", "b"].map((word, at) => ({
    test_case: { name: word, args: [word], labels: at === 1 ? ["hidden"] : [] },
    stdout: `${word.toUpperCase()}\n`,
    stderr: "",
    returncode: 0,
  }));
  const gold = lay("gold", { "upper.jsonl": rows.map((row) => JSON.stringify(row)).join("\n") });
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
