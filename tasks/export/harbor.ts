import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { harborFiles } from "../../src/catalog/harbor.ts";
import { parseTask } from "../../src/core/parse-task.ts";
import { hasSolution, readSolution } from "../checks/solutions.ts";
import { builtFiles } from "./built-files.ts";

const PRELOAD = join(import.meta.dirname, "../../src/sandbox/testing-preload.cjs");

/** The scripts that score a Harbor task: the verifier in one file, and what refuses what a task forbids. */
export async function verifierScripts(): Promise<{ readonly verifier: string; readonly preload: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "harbor-verifier.ts")],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node22",
    charset: "utf8",
  });
  return { verifier: outputFiles[0]?.text ?? "", preload: readFileSync(PRELOAD, "utf8") };
}

/**
 * The files of a Harbor task: path -> content. Scripts are to be made executable.
 * @param folder the built task
 */
export async function harborFolder(folder: string): Promise<Readonly<Record<string, string>>> {
  const built = builtFiles(folder);
  const text = (path: string): string => Buffer.from(built[path] ?? new Uint8Array()).toString("utf8");
  const { task, docs } = parseTask(text("task.json"), join(folder, "task.json"));
  return harborFiles({
    task,
    prompt: text("prompt.md"),
    docs: docs.map((name) => ({ name, markdown: text(`docs/${name}`) })),
    visible: text("cases/visible.jsonl"),
    hidden: text("cases/hidden.jsonl"),
    ...(await verifierScripts()),
    solution: hasSolution(task.id) ? readSolution(task.id).files : null,
  });
}
