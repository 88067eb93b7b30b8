import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { parseTask } from "../../src/core/parse-task.ts";
import type { Task } from "../../src/core/task.ts";
import { hasSolution, readSolution } from "../checks/solutions.ts";
import { builtFiles } from "./built-files.ts";

/** The Node that the cases were made with. */
const IMAGE = "node:24.21.0-bookworm-slim";
const PRELOAD = join(import.meta.dirname, "../../src/sandbox/testing-preload.cjs");

/** Seconds for the solver: a day, as these are long tasks; whoever runs them may set less. */
const AGENT_SECONDS = 24 * 60 * 60;

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, entry)],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node22",
    charset: "utf8",
  });
  return outputFiles[0]?.text ?? "";
}

function taskToml(task: Task, cases: number): string {
  const text = (value: string): string => JSON.stringify(value);
  // Two at a time at worst, and each twice.
  const verifierSeconds = Math.max(600, Math.ceil((cases * task.limits.caseMs) / 1000));
  return `schema_version = "1.1"

[task]
name = ${text(`mirrorbox/${task.id}`)}
description = ${text(task.summary)}
keywords = ["mirrorbox", "rebuild", "javascript", ${text(task.category)}]

[metadata]
version = ${text(task.version)}
size = ${text(task.size)}
original = ${text(`${task.original.package} ${task.original.version}`)}
license = ${text(task.original.license)}
visible_cases = ${task.counts.visible}
hidden_cases = ${task.counts.hidden}
comparable_to_mirrorcode = false

[verifier]
timeout_sec = ${verifierSeconds}.0

[agent]
timeout_sec = ${AGENT_SECONDS}.0

[environment]
build_timeout_sec = 600.0
cpus = 2
memory_mb = 2048
storage_mb = 4096
allow_internet = false
`;
}

function instruction(task: Task, prompt: string, docs: readonly string[]): string {
  const banned = [
    ...task.forbidden.modules.map((name) => `\`node:${name}\``),
    ...task.forbidden.globals.map((name) => `the global \`${name}\``),
  ];
  const scope = task.scope.map((line) => `- ${line}\n`).join("");
  return `${prompt.trimEnd()}

## Where things are

- The workspace is \`/app\`: put your program there.
- The manual is in \`/app/docs\`: ${docs.map((name) => `\`${name}\``).join(", ")}.
- The visible cases are in \`/app/cases/visible.jsonl\`, one JSON object a line: \`test_case\` (name, args, env, stdin, files) and
  what the original answered (\`stdout\`, \`stderr\`, \`returncode\`).
- The original itself is not in this environment: where the text above speaks of asking it, the cases and the manual are
  all there is.
- A case may take ${task.limits.caseMs / 1000} s.${task.stderrExempt ? " Standard error is not compared." : ""}
${banned.length > 0 ? `- May not be used: ${banned.join(", ")}.\n` : ""}${scope === "" ? "" : `\n## Not asked for\n\n${scope}`}`;
}

const DOCKERFILE = `FROM ${IMAGE}
WORKDIR /app
COPY docs ./docs
COPY cases ./cases
`;

const TEST_SH = `#!/bin/bash
# Scores /app by Mirrorbox's rule; writes /logs/verifier/reward.txt.
exec node "\${MIRRORBOX_TESTS:-/tests}/verify.mjs"
`;

function solveScript(id: string): Readonly<Record<string, string>> {
  if (!hasSolution(id)) {
    const text = "echo 'There is no solution of this task.' >&2\nexit 1\n";
    return { "solution/solve.sh": `#!/bin/bash\n${text}` };
  }
  const { files } = readSolution(id);
  const copied = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`solution/files/${path}`, text]),
  );
  const script = `#!/bin/bash
set -e
cp -R "$(dirname "$0")/files/." "\${MIRRORBOX_APP:-/app}/"
`;
  return { ...copied, "solution/solve.sh": script };
}

/**
 * The files of a Harbor task: path -> content. Hidden cases are under `tests/` alone, which a runner brings in after the
 * solver is done. Scripts are to be made executable.
 * @param folder the built task
 */
export async function harborFiles(folder: string): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const built = builtFiles(folder);
  const text = (path: string): string => Buffer.from(built[path] ?? new Uint8Array()).toString("utf8");
  const { task, docs } = parseTask(text("task.json"), join(folder, "task.json"));
  const visible = text("cases/visible.jsonl");
  const deny = JSON.stringify({ deny: task.forbidden, frozen: null });
  return {
    "task.toml": taskToml(task, task.counts.visible + task.counts.hidden),
    "instruction.md": instruction(task, text("prompt.md"), docs),
    "environment/Dockerfile": DOCKERFILE,
    ...Object.fromEntries(docs.map((name) => [`environment/docs/${name}`, text(`docs/${name}`)])),
    "environment/cases/visible.jsonl": visible,
    "tests/test.sh": TEST_SH,
    "tests/verify.mjs": await bundle("harbor-verifier.ts"),
    "tests/preload.cjs": readFileSync(PRELOAD, "utf8"),
    "tests/policy.cjs": `require("./preload.cjs")(${deny});\n`,
    "tests/rule.json": `${JSON.stringify({ stderrExempt: task.stderrExempt, limits: task.limits })}\n`,
    "tests/visible.jsonl": visible,
    "tests/hidden.jsonl": text("cases/hidden.jsonl"),
    ...solveScript(task.id),
  };
}
