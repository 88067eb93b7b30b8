// Writes a built task to hand on: node tasks/export.mjs <id> [folder or file.zip] [--harbor]
//   Without --harbor: what Mirrorbox's front page takes in, dropped or chosen under "Your programs".
//   --harbor: a task folder for Harbor's runners.
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildTasks } from "./build.mjs";
import { builtFiles, zipFiles } from "./export/built-files.ts";
import { harborFolder } from "./export/harbor.ts";

const BUILT = join(import.meta.dirname, "../build/public");

function writeBelow(folder, files) {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is there already and not empty. Name another folder, or remove it first.`);
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    if (path.endsWith(".sh")) chmodSync(target, 0o755);
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { harbor: { type: "boolean", default: false } },
  });
  const [id, where, ...more] = positionals;
  if (id === undefined || more.length > 0)
    throw new Error("Name the task and where it goes: npm run tasks:export -- my-task my-task.zip");
  if (values.harbor && where?.endsWith(".zip"))
    throw new Error("Harbor takes a folder, not a zip: name a folder that is not there yet.");
  await buildTasks(BUILT, { ids: [id] });
  const built = join(BUILT, "tasks", id);
  const target = resolve(where ?? (values.harbor ? `${id}-harbor` : `${id}.zip`));
  if (values.harbor) writeBelow(target, await harborFolder(built));
  else if (target.endsWith(".zip")) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, zipFiles(id, builtFiles(built)));
  } else writeBelow(target, builtFiles(built));
  const next = values.harbor
    ? `Run it with: harbor run -p ${relative("", target)} -a <agent> -m <model>`
    : "Drop it on Mirrorbox's front page.";
  console.log(`Wrote ${relative("", target)}. ${next}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
