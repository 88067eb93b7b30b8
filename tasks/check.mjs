// Checks the built tasks: node tasks/check.mjs [id …] [--host] [--all] [--table]
//   --host   also asks each original some of its cases in the sandbox host: the same bytes as natively
//   --all    all of its cases
//   --table  a table of all tasks at the end (includes --host)
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildHost } from "../src/host/build.mjs";
import { buildTasks } from "./build.mjs";
import { checkTask } from "./checks/check-task.ts";
import { compareHost } from "./checks/compare-host.ts";
import { openHostRunner } from "./checks/host-answers.ts";
import { coverage } from "./pipeline/coverage.ts";
import { BrokenTasksError, listTasks } from "./pipeline/build-tasks.ts";

const SAMPLE = 40;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    host: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
    table: { type: "boolean", default: false },
  },
});
const served = join(import.meta.dirname, "../build/public");
let ids = positionals.length > 0 ? positionals : listTasks().ids;
const rows = [];
let wrong = 0;
let host = null;
try {
  try {
    await buildTasks(served, { ids: positionals });
  } catch (error) {
    if (!(error instanceof BrokenTasksError)) throw error;
    // The others are whole, and are checked.
    console.error(error.message);
    wrong += error.broken.length;
    ids = ids.filter((id) => !error.broken.some((one) => one.id === id));
  }
  if (values.host || values.all || values.table) {
    await buildHost(served);
    host = await openHostRunner(served);
  }
  for (const id of ids) {
    const folder = join(served, "tasks", id);
    const { problems, summary, served: task, cases } = await checkTask(id, folder);
    console.log(`tasks: ${id}: ${summary}`);
    for (const problem of problems) console.error(`  ${problem}`);
    wrong += problems.length;
    if (host === null) continue;
    const compared = await compareHost(
      host,
      folder,
      task,
      cases,
      values.all ? cases.length : SAMPLE,
      values.table,
    );
    const { differing, hostMs, nativeMs } = compared;
    for (const name of differing)
      console.error(`  the original answers ${name} otherwise in the sandbox host`);
    wrong += differing.length;
    const equal = `${compared.cases - differing.length} of ${compared.cases}`;
    // All of the table may be long in coming.
    console.log(`tasks: ${id}: ${equal} answers equal in the sandbox host, ${hostMs.toFixed(1)} ms each`);
    const { size, original, counts } = task.task;
    rows.push([
      id,
      size,
      original.lines,
      counts.visible,
      counts.hidden,
      coverage(cases).length,
      nativeMs?.toFixed(1) ?? "",
      hostMs.toFixed(1),
      equal,
    ]);
  }
  if (values.table) {
    const head = [
      "task",
      "size",
      "original lines",
      "visible",
      "hidden",
      "features",
      "native ms",
      "host ms",
      "equal",
    ];
    console.log([head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n"));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  wrong++;
} finally {
  await host?.close();
}
process.exitCode = wrong === 0 ? 0 : 1;
