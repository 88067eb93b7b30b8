// Writes a built task to hand on: node tasks/export.mjs <id> [folder or file.zip]
// The page takes in either: dropped, or chosen under "Your programs".
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildTasks } from "./build.mjs";
import { builtFiles, zipFiles } from "./export/built-files.ts";

const BUILT = join(import.meta.dirname, "../build/public");

function writeBelow(folder, files) {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is there already and not empty. Name another folder, or remove it first.`);
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

try {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [id, where, ...more] = positionals;
  if (id === undefined || more.length > 0)
    throw new Error("Name the task and where it goes: npm run tasks:export -- my-task my-task.zip");
  await buildTasks(BUILT, { ids: [id] });
  const target = resolve(where ?? `${id}.zip`);
  const files = builtFiles(join(BUILT, "tasks", id));
  if (target.endsWith(".zip")) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, zipFiles(id, files));
  } else writeBelow(target, files);
  console.log(`Wrote ${relative("", target)}. Drop it on Mirrorbox's front page.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
