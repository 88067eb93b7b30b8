// Checks the built tasks: node tasks/check.mjs [id …]
import { join } from "node:path";
import { buildTasks } from "./build.mjs";
import { checkTask } from "./checks/check-task.ts";
import { taskIds } from "./pipeline/task-folder.ts";

const served = join(import.meta.dirname, "../build/public");
const ids = process.argv.length > 2 ? process.argv.slice(2) : taskIds();
let wrong = 0;
try {
  await buildTasks(served, { ids });
  for (const id of ids) {
    const { problems, summary } = await checkTask(id, join(served, "tasks", id));
    console.log(`tasks: ${id}: ${summary}`);
    for (const problem of problems) console.error(`  ${problem}`);
    wrong += problems.length;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  wrong++;
}
process.exitCode = wrong === 0 ? 0 : 1;
