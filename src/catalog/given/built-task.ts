import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { TestCase } from "../../core/case.ts";
import { caseProblemError, splitProblems } from "../../core/check-cases.ts";
import { FormatError } from "../../core/format-error.ts";
import { withLines } from "../../core/json-lines.ts";
import { parseCases } from "../../core/parse-case.ts";
import { taskAt } from "../../core/parse-task.ts";
import { inside, jsonAt } from "../../core/read-json.ts";
import { type Folder, MAX_TASK_BYTES, megabytes } from "./given-files.ts";
import type { PackedTask } from "./read-given.ts";

const ENTRY = "main.js";
/** Until all is read and a version can be made of it. */
const UNVERSIONED = "1";

interface CasesFile {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly cases: readonly TestCase[];
}

async function readCasesFile(folder: Folder, part: "visible" | "hidden"): Promise<CasesFile> {
  const path = `cases/${part}.jsonl`;
  const [text, bytes] = [await folder.text(path), await folder.bytes(path)];
  return { text, bytes, cases: parseCases(text, folder.nameOf(path)) };
}

/** What the build finds out, found out here where task.json does not say it. */
function complete(written: unknown, folder: Folder, visible: CasesFile, hidden: CasesFile): unknown {
  if (typeof written !== "object" || written === null || Array.isArray(written)) return written;
  const reference = folder.paths
    .filter((path) => path.startsWith("reference/"))
    .map((path) => path.slice("reference/".length));
  return {
    version: UNVERSIONED,
    counts: { visible: visible.cases.length, hidden: hidden.cases.length },
    digests: { visible: bytesToHex(sha256(visible.bytes)), hidden: bytesToHex(sha256(hidden.bytes)) },
    reference: reference.length === 0 ? null : { entry: ENTRY, files: reference },
    ...written,
  };
}

/**
 * Reads the folder of a built task and checks all of it.
 * @throws FormatError for the first thing that is wrong, with file and line
 */
export async function readBuiltTask(folder: Folder): Promise<PackedTask> {
  const taskText = await folder.text("task.json");
  const place = { file: folder.nameOf("task.json"), field: "" };
  const written = withLines(taskText, () => jsonAt(taskText, place));
  const files = new Map<string, Uint8Array>();
  let total = 0;
  const take = async (path: string): Promise<Uint8Array> => {
    const bytes = await folder.bytes(path);
    total += bytes.length;
    if (total > MAX_TASK_BYTES) {
      throw new FormatError(
        { file: folder.nameOf(path), field: "" },
        `makes the task larger than ${megabytes(MAX_TASK_BYTES)}`,
      );
    }
    files.set(path, bytes);
    return bytes;
  };
  const [visible, hidden] = [await readCasesFile(folder, "visible"), await readCasesFile(folder, "hidden")];
  await take("cases/visible.jsonl");
  await take("cases/hidden.jsonl");
  const prompt = await folder.text("prompt.md");
  const full = complete(written, folder, visible, hidden);
  const served = withLines(taskText, () => taskAt(full, place));
  checkCases(folder, visible, hidden);
  withLines(taskText, () => {
    for (const [part, { cases, bytes }] of [
      ["visible", visible],
      ["hidden", hidden],
    ] as const) {
      const { counts, digests } = served.task;
      if (counts[part] !== cases.length) {
        throw new FormatError(
          inside(place, `counts.${part}`),
          `is ${counts[part]}, but cases/${part}.jsonl has ${cases.length} cases; leave counts out to have them counted`,
        );
      }
      if (digests[part] !== bytesToHex(sha256(bytes))) {
        throw new FormatError(
          inside(place, `digests.${part}`),
          `is not the SHA-256 of cases/${part}.jsonl; leave digests out when the cases were changed by hand`,
        );
      }
    }
  });
  await take("prompt.md");
  requireText(prompt, folder.nameOf("prompt.md"));
  for (const page of served.docs) {
    requireText(await folder.text(`docs/${page}`), folder.nameOf(`docs/${page}`));
    await take(`docs/${page}`);
  }
  for (const file of served.reference?.files ?? []) await take(`reference/${file}`);
  if (served.task.version !== UNVERSIONED) return { served, json: JSON.stringify(full), files };
  const versioned = { ...(full as object), version: `1+${digestOf(files)}` };
  return { served: taskAt(versioned, place), json: JSON.stringify(versioned), files };
}

/** Eight hexadecimal digits that change with any byte of the files. */
export function digestOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = sha256.create();
  for (const [path, bytes] of files)
    hash.update(new TextEncoder().encode(`${path}\0${bytes.length}\0`)).update(bytes);
  return bytesToHex(hash.digest()).slice(0, 8);
}

function requireText(text: string, file: string): void {
  if (text.trim() === "") throw new FormatError({ file, field: "" }, "is empty");
}

function checkCases(folder: Folder, visible: CasesFile, hidden: CasesFile): void {
  if (visible.cases.length === 0) {
    throw new FormatError({ file: folder.nameOf("cases/visible.jsonl"), field: "" }, "has no case");
  }
  const [problem] = splitProblems(visible.cases, hidden.cases);
  if (problem === undefined) return;
  const { text } = problem.part === "visible" ? visible : hidden;
  throw caseProblemError(problem, text, folder.nameOf(`cases/${problem.part}.jsonl`));
}
