/** A small task for tests, as files: for the whole app on Node (`testing.ts`) and in a browser. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The original of the test task: prints its arguments in capitals, or what it reads; `-x` is an error. */
export const SHOUT = `
const args = process.argv.slice(2);
if (args[0] === "-x") {
  process.stderr.write("shout: unknown option -x\\n");
  process.exit(2);
}
const text = args.length > 0 ? args.join(" ") + "\\n" : require("fs").readFileSync(0, "utf8");
process.stdout.write(text.toUpperCase());
`;

interface Row {
  readonly name: string;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly returncode: number;
  readonly hidden: boolean;
}

const ROWS: readonly Row[] = [
  ...["a", "b c", "grün", "x y z"].map((word, index) => shouted(`words-${index}`, [word], "", false)),
  ...["one\n", "two\nlines\n", ""].map((stdin, index) => shouted(`input-${index}`, [], stdin, false)),
  {
    name: "bad-option",
    args: ["-x"],
    stdin: "",
    stdout: "",
    stderr: "shout: unknown option -x\n",
    returncode: 2,
    hidden: false,
  },
  ...["d", "e f"].map((word, index) => shouted(`hidden-words-${index}`, [word], "", true)),
];

function shouted(name: string, args: readonly string[], stdin: string, hidden: boolean): Row {
  const text = args.length > 0 ? `${args.join(" ")}\n` : stdin;
  return { name, args, stdin, stdout: text.toUpperCase(), stderr: "", returncode: 0, hidden };
}

function lines(hidden: boolean): string {
  return ROWS.filter((row) => row.hidden === hidden)
    .map(({ name, args, stdin, stdout, stderr, returncode }) => {
      const labels = hidden ? ["hidden"] : [];
      const test_case = {
        name,
        args,
        env: {},
        stdin,
        files: {},
        labels,
        visible_duals: hidden ? ["words-0"] : [],
      };
      return `${JSON.stringify({ test_case, stdout, stderr, returncode })}\n`;
    })
    .join("");
}

const digest = (text: string): string => bytesToHex(sha256(new TextEncoder().encode(text)));

/** The files of a served task, as `tasks/build.mjs` writes them: path below `tasks/` -> text. */
export function testTaskFiles(): Record<string, string> {
  const [visible, hidden] = [lines(false), lines(true)];
  const task = {
    id: "shout",
    version: "1",
    title: "shout",
    summary: "Prints its arguments in capitals.",
    size: "S",
    category: "text",
    command: "shout",
    original: { package: "mirrorbox", version: "1.0.0", license: "MIT", homepage: "", lines: 7, kind: "js" },
    limits: { caseMs: 2000 },
    forbidden: { modules: ["child_process"], globals: [] },
    scope: [],
    stderrExempt: false,
    docs: ["manual.md"],
    counts: { visible: 8, hidden: 2 },
    digests: { visible: digest(visible), hidden: digest(hidden) },
    reference: { entry: "main.js", files: ["main.js"] },
  };
  return {
    "index.json": JSON.stringify({ tasks: ["shout", "broken"] }),
    "broken/task.json": "{",
    "shout/task.json": JSON.stringify(task),
    "shout/prompt.md": "Rebuild shout.",
    "shout/docs/manual.md": "# shout\n\nPrints its arguments in capitals, or its input when it has none.\n",
    "shout/cases/visible.jsonl": visible,
    "shout/cases/hidden.jsonl": hidden,
    "shout/reference/main.js": SHOUT,
  };
}
