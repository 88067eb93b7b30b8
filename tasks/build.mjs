// Builds the tasks: node tasks/build.mjs [id …] [--update]
// --update runs every original anew in three worlds and rewrites the manifests; use it after changing generators.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildTasks as build } from "./pipeline/build-tasks.ts";

/** @param {string} outDir @param {import("./pipeline/build-tasks.ts").BuildOptions} [options] */
export async function buildTasks(outDir, options = {}) {
  await build(outDir, { log: console.log, ...options });
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { update: { type: "boolean", default: false } },
  });
  try {
    await buildTasks(join(import.meta.dirname, "../build/public"), {
      ids: positionals,
      update: values.update,
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
