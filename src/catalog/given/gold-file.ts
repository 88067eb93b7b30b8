import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { TestCase } from "../../core/case.ts";
import { FormatError } from "../../core/format-error.ts";
import { formatCases, parseCases } from "../../core/parse-case.ts";
import { taskAt } from "../../core/parse-task.ts";
import { digestOf } from "./built-task.ts";
import type { Folder } from "./given-files.ts";
import type { FoundTask } from "./find-tasks.ts";
import type { PackedTask } from "./read-given.ts";

/** MirrorCode withholds rows with either label from the one who rebuilds. */
const ABLATED = "ablated";

const NO_DOCS = `# No manual came along

These cases were imported without documents. The visible cases are all there is to go by.
`;

function prompt(title: string): string {
  return `# Rebuild \`${title}\`

Rebuild the program whose behaviour these cases show.

- Put your program at the root of the workspace as \`main.js\`, \`main.mjs\` or \`main.ts\`. A case runs
  \`node main.js …arguments\` in a folder that holds the case's files.
- For every case the **exit code**, **stdout** and **stderr** must be those that were recorded. One newline more or less
  at the very end is forgiven, nothing else.
- There is no original to ask: the cases and the documents are all there is.
- Use Node's own library only; no packages. Looking answers up in a table of the visible cases is cheating.

The cases are MirrorCode's. Its scores are for other languages, so a score here is not comparable to published ones.
`;
}

/** The pages of a documents folder as Markdown; what is no text is left out. */
async function readPages(docs: Folder): Promise<ReadonlyMap<string, Uint8Array>> {
  const pages = new Map<string, Uint8Array>();
  for (const path of docs.paths) {
    let text: string;
    try {
      text = await docs.text(path);
    } catch (error) {
      // A picture, for instance.
      if (error instanceof FormatError) continue;
      throw error;
    }
    if (text.includes("\0") || text.trim() === "") continue;
    const markdown = path.endsWith(".md") ? text : `# ${path}\n\n${fenced(text)}`;
    pages.set(path.endsWith(".md") ? path : `${path}.md`, new TextEncoder().encode(markdown));
  }
  if (pages.size === 0) pages.set("manual.md", new TextEncoder().encode(NO_DOCS));
  return pages;
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text.replace(/\n?$/, "\n")}${fence}\n`;
}

/**
 * Makes a task of MirrorCode's recorded rows and the documents beside them. It has no original to ask.
 * @throws FormatError for the first row that is wrong, one that was marked as not captured included
 */
export async function readGoldFile(found: FoundTask & { readonly kind: "gold" }): Promise<PackedTask> {
  const { folder, docs } = found;
  const file = found.cases;
  const text = await folder.text(found.cases);
  const all = parseCases(text, file).map((one): TestCase =>
    one.labels.includes(ABLATED) ? { ...one, hidden: true } : one,
  );
  const visible = all.filter((one) => !one.hidden);
  const hidden = all.filter((one) => one.hidden);
  if (visible.length === 0) {
    throw new FormatError({ file, field: "" }, all.length === 0 ? "has no case" : "has hidden cases only");
  }
  const title = folder.name;
  const encode = (content: string): Uint8Array => new TextEncoder().encode(content);
  const pages = await readPages(docs);
  const files = new Map<string, Uint8Array>([
    ["cases/visible.jsonl", encode(formatCases(visible))],
    ["cases/hidden.jsonl", encode(formatCases(hidden))],
    ["prompt.md", encode(prompt(title))],
    ...[...pages].map(([path, bytes]) => [`docs/${path}`, bytes] as const),
  ]);
  const digest = (path: string): string => bytesToHex(sha256(files.get(path) ?? new Uint8Array()));
  const task = {
    id: `mirrorcode-${
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "") || "cases"
    }`,
    version: `1+${digestOf(files)}`,
    title,
    summary: `MirrorCode's cases of ${title}, without the program. Scores are not comparable to published ones.`,
    size: "S",
    category: "MirrorCode",
    command: title,
    original: {
      package: "MirrorCode",
      version: title,
      license: "see its repository",
      homepage: "https://github.com/epoch-research/MirrorCode",
      lines: 0,
      kind: "native",
    },
    limits: { caseMs: 2000 },
    forbidden: { modules: ["child_process", "worker_threads"], globals: [] },
    scope: [],
    stderrExempt: false,
    docs: [...pages.keys()],
    counts: { visible: visible.length, hidden: hidden.length },
    digests: { visible: digest("cases/visible.jsonl"), hidden: digest("cases/hidden.jsonl") },
    reference: null,
  };
  return { served: taskAt(task, { file, field: "" }), json: JSON.stringify(task), files };
}
