import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestCase } from "../../src/core/case.ts";
import { formatCases } from "../../src/core/parse-case.ts";
import { sameAnswer, type Answer } from "./answer.ts";
import { bundleReference } from "./bundle-reference.ts";
import { checkInputs } from "./check-inputs.ts";
import { draftCases, type Draft } from "./family.ts";
import { coverageReport } from "./coverage.ts";
import { formatManifest, readManifest, sha256, type Manifest } from "./manifest.ts";
import { runBatch } from "./run-batch.ts";
import { HOME_WORLD, OTHER_WORLDS, runExact } from "./run-exact.ts";
import { selectCases, unfit } from "./select-cases.ts";
import { loadFamilies, loadPages, readTaskFolder, type TaskFolder } from "./task-folder.ts";

const ENTRY = "main.js";

/** A task ready to be served. */
export interface BuiltTask {
  readonly manifest: Manifest;
  readonly cases: readonly TestCase[];
  /** Path below the task's served folder -> content. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

interface Answered {
  readonly drafts: readonly Draft[];
  readonly answers: readonly Answer[];
  readonly unstable: readonly string[];
}

/**
 * Answers every draft with one process each, checks that the quick way of `runBatch` gives the same bytes (every later
 * build relies on it), and drops those that another world answers differently.
 */
async function answerAnew(
  reference: Readonly<Record<string, Uint8Array>>,
  drafts: readonly Draft[],
): Promise<Answered> {
  const quick = await runBatch(reference, drafts);
  const unstable = new Set<Draft>();
  for (const world of OTHER_WORLDS) {
    const others = await runBatch(reference, drafts, world);
    for (const [index, draft] of drafts.entries()) {
      if (!sameAnswer(quick[index]!, others[index]!)) unstable.add(draft);
    }
  }
  const stable = drafts.filter((draft) => !unstable.has(draft));
  const answers = quick.filter((_, index) => !unstable.has(drafts[index]!));
  const alone = await runExact(reference, stable, HOME_WORLD);
  for (const [index, draft] of stable.entries()) {
    // Stack traces name the bundle's path; such answers become no cases.
    if (unfit(answers[index]!, false) === null && !sameAnswer(alone[index]!, answers[index]!)) {
      const difference = JSON.stringify({ alone: alone[index], batch: answers[index] }, null, 2);
      throw new Error(
        `${draft.key}: many inputs in one process give another answer than one:\n${difference}`,
      );
    }
  }
  return { drafts: stable, answers, unstable: [...unstable].map((draft) => draft.key) };
}

async function answerAgain(
  reference: Readonly<Record<string, Uint8Array>>,
  drafts: readonly Draft[],
  manifest: Manifest,
): Promise<Answered> {
  const stable = drafts.filter((draft) => !manifest.unstable.includes(draft.key));
  return { drafts: stable, answers: await runBatch(reference, stable), unstable: manifest.unstable };
}

function checkManifest(id: string, committed: Manifest, built: Manifest): void {
  for (const part of ["visible", "hidden"] as const) {
    if (committed.digests[part] === built.digests[part]) continue;
    throw new Error(
      `tasks/${id}/manifest.json: the ${part} cases built now (${built.counts[part]}) are not those that the manifest ` +
        `names (${committed.counts[part]}). If the change is meant, run: npm run tasks:build -- ${id} --update`,
    );
  }
}

function servedFiles(
  task: TaskFolder,
  pages: Readonly<Record<string, string>>,
  manifest: Manifest,
  cases: { readonly visible: string; readonly hidden: string },
  reference: Readonly<Record<string, Uint8Array>>,
): BuiltTask["files"] {
  const { source, prompt } = task;
  const content = [manifest.digests.visible, manifest.digests.hidden, prompt, ...Object.values(pages)];
  const served = {
    ...source,
    version: `${source.original.version}+${sha256(content.join("\0")).slice(0, 8)}`,
    counts: manifest.counts,
    digests: manifest.digests,
    reference: { entry: ENTRY, files: Object.keys(reference) },
  };
  return {
    "task.json": `${JSON.stringify(served, null, 2)}\n`,
    "prompt.md": prompt,
    ...Object.fromEntries(Object.entries(pages).map(([name, text]) => [`docs/${name}`, text])),
    "cases/visible.jsonl": cases.visible,
    "cases/hidden.jsonl": cases.hidden,
    ...Object.fromEntries(Object.entries(reference).map(([name, bytes]) => [`reference/${name}`, bytes])),
  };
}

/**
 * Builds one task.
 * @param update Proves everything anew (one process a case, three worlds) and writes the manifest.
 * @throws Error when the cases are not those of the committed manifest.
 */
export async function buildTask(id: string, update: boolean): Promise<BuiltTask> {
  const task = readTaskFolder(id);
  const families = await loadFamilies(task);
  checkInputs(task, families);
  const pages = await loadPages(task);
  const reference = await bundleReference(task.folder);
  const drafts = draftCases(id, families);
  const committed = readManifest(task.manifestFile);
  if (committed === null && !update) {
    throw new Error(
      `tasks/${id}/manifest.json is missing. Make it with: npm run tasks:build -- ${id} --update`,
    );
  }
  const { answers, unstable, ...answered } =
    update || committed === null
      ? await answerAnew(reference, drafts)
      : await answerAgain(reference, drafts, committed);
  const cases = selectCases(id, answered.drafts, answers, task.source.stderrExempt);
  const visible = cases.filter((one) => !one.hidden);
  const hidden = cases.filter((one) => one.hidden);
  const texts = { visible: formatCases(visible), hidden: formatCases(hidden) };
  const manifest: Manifest = {
    counts: { visible: visible.length, hidden: hidden.length },
    digests: { visible: sha256(texts.visible), hidden: sha256(texts.hidden) },
    unstable,
  };
  if (update) writeFileSync(task.manifestFile, formatManifest(manifest));
  else if (committed !== null) checkManifest(id, committed, manifest);
  const files = {
    ...servedFiles(task, pages, manifest, texts, reference),
    "report.md": coverageReport(task.source.title, cases),
  };
  return { manifest, cases, files };
}

/** Writes files below a folder, which is emptied first. */
export function writeFiles(folder: string, files: BuiltTask["files"]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}
