// Makes a new task's folder: node tasks/new.mjs <id>
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scaffold } from "./pipeline/scaffold.ts";

const [id, ...more] = process.argv.slice(2);
try {
  if (id === undefined || more.length > 0)
    throw new Error("Give the new task a name: npm run tasks:new -- my-task");
  const files = scaffold(id);
  const folder = join(import.meta.dirname, id);
  if (existsSync(folder)) throw new Error(`tasks/${id} is there already. Take another name.`);
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  console.log(`Made tasks/${id}. Now:
  1. write reference/main.ts   the original's command line
  2. write docs/manual.md      what it does; whoever reads it alone must be able to rebuild it
  3. write cases/index.ts      generators of inputs
  4. fill in task.json and prompt.md
Then run  npm run tasks:build -- ${id} --update  and  npm run tasks:check -- ${id}
tasks/README.md explains each step.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
