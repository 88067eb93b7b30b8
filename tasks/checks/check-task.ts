import { build } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestCase } from "../../src/core/case.ts";
import { emptyPasses, splitProblems } from "../../src/core/check-cases.ts";
import { parseCases } from "../../src/core/parse-case.ts";
import { parseTask, type ServedTask } from "../../src/core/parse-task.ts";
import { findMismatch, SUBMIT_GATE_PERCENT, type Rule } from "../../src/core/scoring.ts";
import type { Answer } from "../pipeline/answer.ts";
import { coverage } from "../pipeline/coverage.ts";
import { family, type Draft } from "../pipeline/family.ts";
import { readManifest, sha256 } from "../pipeline/manifest.ts";
import { runBatch } from "../pipeline/run-batch.ts";
import { scaffold } from "../pipeline/scaffold.ts";
import { hasSolution, readSolution } from "./solutions.ts";
import { filesBelow, loadPages, readTaskFolder, TASKS, type TaskFolder } from "../pipeline/task-folder.ts";

const LICENSES = /^(MIT|ISC|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|0BSD|Unlicense|CC0-1\.0|Zlib| AND )+$/;
const MIN_CASES = 300;
const HIDDEN_PERCENT = { min: 30, max: 36 };

/** Marks a family whose arguments are unknown options on purpose. */
const UNKNOWN = "feature:unknown option";

/** What is wrong with a built task, one sentence each, and what it has, in a line. */
export interface CheckedTask {
  readonly problems: readonly string[];
  readonly summary: string;
  readonly served: ServedTask;
  readonly cases: readonly TestCase[];
}

/** What an argument that looks like options asks the manual to mention; any one of a list is enough. */
function flagsOf(argument: string): readonly (readonly string[])[] {
  const long = /^--[a-zA-Z][\w-]*/.exec(argument);
  if (long) return [[long[0]]];
  const short = /^-[a-zA-Z?]+/.exec(argument);
  if (!short) return [];
  // Joined letters, or a letter with its value.
  return [[short[0], short[0].slice(0, 2)]];
}

function undocumentedFlags(cases: readonly TestCase[], docs: string): string[] {
  const missing = new Set<string>();
  for (const one of cases.filter(({ labels }) => !labels.includes(UNKNOWN))) {
    const end = one.args.indexOf("--");
    const options = end === -1 ? one.args : one.args.slice(0, end);
    for (const names of options.flatMap(flagsOf)) {
      if (!names.some((name) => docs.includes(name))) missing.add(`${names[0]} (case ${one.name})`);
    }
  }
  return [...missing].map((flag) => `the docs do not mention ${flag}`);
}

/** How the cases are split and paired, and whether what is shown names what is hidden. */
function casesProblems(
  visibleText: string,
  visible: readonly TestCase[],
  hidden: readonly TestCase[],
): string[] {
  const named = hidden.filter(({ name }) => visibleText.includes(JSON.stringify(name)));
  return [
    ...splitProblems(visible, hidden).map(
      ({ part, case: name, problem }) => `cases/${part}.jsonl: the case ${name} ${problem}`,
    ),
    ...named.map(({ name }) => `cases/visible.jsonl names the hidden case ${name}`),
  ];
}

/** Files outside reference/ in which a stretch of the original's bytes occurs. */
function strayReference(served: string): string[] {
  const read = (path: string): Buffer => readFileSync(join(served, path));
  const files = filesBelow(served);
  // The middle of each file, where the original's own code is.
  const marks = files
    .filter((path) => path.startsWith("reference/"))
    .map((path) => read(path))
    .map((bytes) => bytes.subarray(Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 200));
  return files
    .filter((path) => !path.startsWith("reference/"))
    .filter((path) => marks.some((mark) => read(path).includes(mark)))
    .map((path) => `${path} holds bytes of the original`);
}

/** Files that are still what `tasks:new` wrote. */
function unwritten({ folder, source }: TaskFolder): string[] {
  return Object.entries(scaffold(source.id))
    .filter(
      ([path, text]) => existsSync(join(folder, path)) && readFileSync(join(folder, path), "utf8") === text,
    )
    .map(([path]) => `${path} is still the example that tasks:new wrote`);
}

function failing(cases: readonly TestCase[], answers: readonly Answer[], rule: Rule): TestCase[] {
  return cases.filter((one, index) => {
    const { stdout, stderr, code } = answers[index]!;
    return (
      findMismatch(one, { stdout, stderr, code, timedOut: false, truncated: false, ms: 0 }, rule) !== null
    );
  });
}

/** A solution of several files as the one that `runBatch` takes. */
async function bundleSolution(id: string): Promise<Uint8Array> {
  const entry = join(TASKS, id, "solution/main.js");
  const settings = {
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    logLevel: "warning",
  } as const;
  const result = await build({ entryPoints: [entry], ...settings });
  return result.outputFiles[0]!.contents;
}

/** A solution written by hand must solve what it is said to solve: everything, unless it says that it is partial. */
async function solutionProblems(id: string, cases: readonly TestCase[], rule: Rule): Promise<string[]> {
  if (!hasSolution(id)) return [];
  const { files, partial } = readSolution(id);
  // A module is graded in the sandbox only.
  if (files["main.js"] === undefined) return [];
  const any = family("solution", { features: [] }, () => ({ args: [] }));
  const asked = partial ? cases.filter(({ hidden }) => !hidden) : cases;
  const drafts = asked.map(({ name, args, stdin, env, files: given }): Draft => ({
    family: any,
    key: name,
    input: { args, stdin, env, files: given },
  }));
  const answers = await runBatch({ "main.js": await bundleSolution(id) }, drafts);
  const wrong = failing(asked, answers, rule);
  if (!partial) return wrong.map((one) => `solution/main.js fails the case ${one.name}`);
  const passed = asked.length - wrong.length;
  return passed * 100 >= asked.length * SUBMIT_GATE_PERCENT
    ? []
    : [`solution/main.js passes ${passed} of ${asked.length} visible cases, too few to be submitted`];
}

/** Checks a task as it is served against its folder. */
export async function checkTask(id: string, served: string): Promise<CheckedTask> {
  const source = readTaskFolder(id);
  const text = (name: string): string => readFileSync(join(served, name), "utf8");
  const parsed = parseTask(text("task.json"), `tasks/${id}/task.json`);
  const { task } = parsed;
  const [visible, hidden] = (["visible", "hidden"] as const).map((part) =>
    parseCases(text(`cases/${part}.jsonl`), `tasks/${id}/cases/${part}.jsonl`),
  ) as [readonly TestCase[], readonly TestCase[]];
  const all = [...visible, ...hidden];
  const problems: string[] = [];
  const manifest = readManifest(source.manifestFile);
  for (const part of ["visible", "hidden"] as const) {
    const digest = sha256(text(`cases/${part}.jsonl`));
    if (digest !== manifest?.digests[part] || digest !== task.digests[part]) {
      problems.push(`${part}.jsonl is not the file that manifest.json names`);
    }
  }
  if (all.length < MIN_CASES) problems.push(`has ${all.length} cases, fewer than ${MIN_CASES}`);
  const share = (hidden.length * 100) / all.length;
  if (share < HIDDEN_PERCENT.min || share > HIDDEN_PERCENT.max) {
    problems.push(`hides ${share.toFixed(1)} % of its cases, not about a third`);
  }
  if (!LICENSES.test(task.original.license))
    problems.push(`the licence ${task.original.license} may not ship`);
  for (const one of emptyPasses(all, task)) problems.push(`an empty program passes the case ${one.name}`);
  problems.push(
    ...unwritten(source),
    ...casesProblems(text("cases/visible.jsonl"), visible, hidden),
    ...undocumentedFlags(all, Object.values(await loadPages(source)).join("\n")),
    ...strayReference(served),
    ...(await solutionProblems(id, all, task)),
  );
  const features = coverage(all).length;
  const summary = `${visible.length} visible, ${hidden.length} hidden cases, ${features} features`;
  return { problems, summary, served: parsed, cases: all };
}
