import type { Zippable } from "fflate";
import type { DocPage, Task } from "../core/task.ts";

/** The Node that the cases were made with. */
const IMAGE = "node:24.21.0-bookworm-slim";

/** Seconds for the solver: a day, as these are long tasks; whoever runs them may set less. */
const AGENT_SECONDS = 24 * 60 * 60;

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

function solveScript(solution: Readonly<Record<string, string>> | null): Readonly<Record<string, string>> {
  if (solution === null) {
    const text = "echo 'There is no solution of this task.' >&2\nexit 1\n";
    return { "solution/solve.sh": `#!/bin/bash\n${text}` };
  }
  const copied = Object.fromEntries(
    Object.entries(solution).map(([path, text]) => [`solution/files/${path}`, text]),
  );
  const script = `#!/bin/bash
set -e
cp -R "$(dirname "$0")/files/." "\${MIRRORBOX_APP:-/app}/"
`;
  return { ...copied, "solution/solve.sh": script };
}

export interface HarborParts {
  /** `task.id` is the name that it gets there. */
  readonly task: Task;
  readonly prompt: string;
  readonly docs: readonly Pick<DocPage, "name" | "markdown">[];
  /** The two files of cases, as they are. */
  readonly visible: string;
  readonly hidden: string;
  /** Scripts of the verifier, which the build makes. */
  readonly verifier: string;
  readonly preload: string;
  /** Path below the workspace -> text; null: there is none. */
  readonly solution: Readonly<Record<string, string>> | null;
}

/**
 * The files of a Harbor task: path -> text. Hidden cases are under `tests/` alone, which a runner brings in after the
 * solver is done. Scripts (`.sh`) are to be made executable.
 */
export function harborFiles(parts: HarborParts): Readonly<Record<string, string>> {
  const { task, docs, visible } = parts;
  const deny = JSON.stringify({ deny: task.forbidden, frozen: null });
  return {
    "task.toml": taskToml(task, task.counts.visible + task.counts.hidden),
    "instruction.md": instruction(
      task,
      parts.prompt,
      docs.map(({ name }) => name),
    ),
    "environment/Dockerfile": DOCKERFILE,
    ...Object.fromEntries(docs.map(({ name, markdown }) => [`environment/docs/${name}`, markdown])),
    "environment/cases/visible.jsonl": visible,
    "tests/test.sh": TEST_SH,
    "tests/verify.mjs": parts.verifier,
    "tests/preload.cjs": parts.preload,
    "tests/policy.cjs": `require("./preload.cjs")(${deny});\n`,
    "tests/rule.json": `${JSON.stringify({ stderrExempt: task.stderrExempt, limits: task.limits })}\n`,
    "tests/visible.jsonl": visible,
    "tests/hidden.jsonl": parts.hidden,
    ...solveScript(parts.solution),
  };
}

/** A zip holds times without a zone; a fixed one makes two exports of the same task the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1);
/** As `zip` writes it on Unix, which alone has the bit that makes a script executable. */
const UNIX = 3;
const [FILE, SCRIPT] = [0o100644, 0o100755];

/** One zip of a Harbor task, below a folder of its name. */
export async function zipHarbor(name: string, files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import("fflate");
  const below: Zippable = {};
  for (const [path, text] of Object.entries(files)) {
    const attrs = (path.endsWith(".sh") ? SCRIPT : FILE) * 2 ** 16;
    below[`${name}/${path}`] = [strToU8(text), { os: UNIX, attrs }];
  }
  return zipSync(below, { level: 6, mtime: ZIP_TIME });
}
