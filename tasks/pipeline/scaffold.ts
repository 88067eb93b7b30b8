/** Names that a task's folder may have. */
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * A new task's files, by path below its folder. It builds at once; `check` is content when the manual, the original's
 * command line and the cases are written.
 *
 * @throws Error when the id is not a task's name.
 */
export function scaffold(id: string): Readonly<Record<string, string>> {
  if (!ID.test(id)) {
    throw new Error(`A task's name is lower-case letters, digits and single hyphens, but not "${id}".`);
  }
  return {
    "task.json": json({
      id,
      title: id,
      summary: "One plain sentence: what the program does.",
      size: "S",
      category: "text",
      command: id,
      original: {
        package: "mirrorbox",
        version: "1.0.0",
        license: "MIT",
        homepage: "",
        lines: 1,
        kind: "js",
      },
      limits: { caseMs: 2000 },
      forbidden: { modules: ["child_process", "worker_threads"], globals: [] },
      scope: ["What no case asks for, one plain sentence each."],
      stderrExempt: false,
      docs: ["manual.md"],
    }),
    "prompt.md": `# Rebuild \`${id}\`

One plain sentence: what \`${id}\` does. Rebuild it, so that a script that calls it cannot tell the difference.

- Put your program at the root of the workspace as \`main.js\`, \`main.mjs\` or \`main.ts\`. A case runs
  \`node main.js …arguments\` in a folder that holds the case's files.
- For every case the **exit code**, **stdout** and **stderr** must be those of the original. One newline more or less
  at the very end is forgiven, nothing else.
- You see the visible cases. Hidden cases ask for the same behaviour with other values, and count just as much.
- \`manual.md\` describes the program. Ask the original where it leaves a doubt; where they disagree, the original is right.
- Use Node's own library only; no packages. \`child_process\` and \`worker_threads\` are not available. Wrapping another
  implementation, or looking answers up in a table of the visible cases, is cheating.
`,
    "docs/manual.md": `# ${id}

What it does, how it is called, every option, every message and exit code, with examples. Whoever reads this page alone
must be able to rebuild the program.

\`\`\`
${id} [--upper] WORD...
\`\`\`

| option | meaning |
| --- | --- |
| \`--upper\` | in capitals |
`,
    "reference/main.ts": `// The original's command line, as thin as possible. Replace this example.
const words = process.argv.slice(2);
const upper = words[0] === "--upper";
const said = words.slice(upper ? 1 : 0).join(" ");
if (said === "") {
  console.error("${id}: say a word");
  process.exitCode = 1;
} else {
  console.log(upper ? said.toUpperCase() : said);
}
`,
    "cases/index.ts": `import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";

// Replace these: one narrow family for each behaviour, until there are at least 300 different answers.
const words = (r: Random): string[] =>
  r.times(1, 4, () => r.pick(["red", "green", "blue", "Paris", "x"]) + String(r.int(0, 99)));

export const families: readonly Family[] = [
  family("words", { features: ["words"], tries: 160 }, (r) => ({ args: words(r) })),
  family("upper", { features: ["--upper"], tries: 160 }, (r) => ({ args: ["--upper", ...words(r)] })),
  listed("nothing", { features: ["messages"], repeat: 2 }, [{ args: [] }, { args: ["--upper"] }]),
];
`,
  };
}
