import type { TestCase } from "../../core/case.ts";
import type { CaseResult, Tally } from "../../core/verdict.ts";
import type { Tool } from "../tool.ts";
import { defineTool } from "./arguments.ts";

interface VisibleOutcome {
  readonly testCase: TestCase;
  readonly result: CaseResult;
}

export interface VisibleRun {
  readonly tally: Tally;
  readonly outcomes: readonly VisibleOutcome[];
}

/**
 * Runs visible cases (all, or those named) on the files as they are. Never any hidden one.
 * @throws ToolRefusal when there is nothing to run, for instance no main.js.
 */
export type RunVisibleCases = (names: readonly string[] | null, signal: AbortSignal) => Promise<VisibleRun>;

const SHOWN = 5;
const MOST_SHOWN = 25;
/** Characters on each side of the first difference. */
const AROUND = 30;
const INPUT_SHOWN = 200;
const NAMES_SHOWN = 40;

export function evaluateTestcasesTool(run: RunVisibleCases): Tool {
  const tool = defineTool(
    {
      name: "evaluate_testcases",
      description:
        "Run the visible cases on your program as it is now. Returns how many pass and the first differences. Does not end the run.",
      parameters: {
        type: "object",
        properties: {
          names: {
            type: "array",
            items: { type: "string" },
            description: "Run only these cases; default all.",
          },
          failures: {
            type: "integer",
            description: `How many failures to show in detail; default ${SHOWN}, at most ${MOST_SHOWN}.`,
          },
        },
        additionalProperties: false,
      },
    },
    async (args, signal) => {
      const shown = args.whole("failures", 0, MOST_SHOWN) ?? SHOWN;
      const { tally, outcomes } = await run(args.texts("names"), signal);
      if (tally.total === 0) {
        return { output: "No visible case has such a name.", failed: true };
      }
      const wrong = outcomes.filter(({ result }) => result.status !== "pass");
      const detailed = wrong.slice(0, shown);
      const rest = wrong.slice(shown);
      const names = rest.slice(0, NAMES_SHOWN).map(({ result }) => result.name);
      const more = rest.length > NAMES_SHOWN ? `, and ${rest.length - NAMES_SHOWN} more` : "";
      return {
        output: [
          summary(tally),
          ...detailed.map(describe),
          ...(rest.length > 0 ? [`Also not passed: ${names.join(", ")}${more}`] : []),
        ].join("\n\n"),
        failed: false,
      };
    },
  );
  return { ...tool, repeatable: true };
}

function summary({ passed, failed, errors, total }: Tally): string {
  const broken = errors > 0 ? `, ${errors} could not be run` : "";
  return `${passed} of ${total} visible cases pass, ${failed} fail${broken}.`;
}

function describe({ testCase, result }: VisibleOutcome): string {
  const lines = [
    `${result.status === "error" ? "!" : "✕"} ${result.name}`,
    `  args: ${JSON.stringify(testCase.args)}`,
  ];
  if (testCase.stdin !== "") lines.push(`  stdin: ${excerpt(testCase.stdin)}`);
  const files = Object.keys(testCase.files);
  if (files.length > 0) lines.push(`  files: ${files.join(", ")}`);
  if (Object.keys(testCase.env).length > 0) lines.push(`  env: ${JSON.stringify(testCase.env)}`);
  if (result.status === "error") {
    lines.push(`  could not be run: ${result.reason ?? "for an unknown reason"}`);
    return lines.join("\n");
  }
  lines.push(...difference({ testCase, result }));
  return lines.join("\n");
}

function difference({ testCase, result }: VisibleOutcome): string[] {
  const { mismatch, observed } = result;
  if (!mismatch) return [];
  const { stream, offset } = mismatch;
  if (!observed || stream === "code" || stream === "time") {
    const stderr = observed?.stderr ? [`  your stderr: ${excerpt(observed.stderr)}`] : [];
    return [`  ${stream}: ${mismatch.message}`, ...stderr];
  }
  return [
    `  offset ${offset}: ${mismatch.message}`,
    `  expected: ${around(testCase.expected[stream], offset)}`,
    `  yours:    ${around(observed[stream], offset)}`,
  ];
}

/** The text around an offset as a JSON string, so that spaces and newlines can be seen; `»` marks the offset. */
function around(text: string, offset: number): string {
  const from = Math.max(0, offset - AROUND);
  const to = Math.min(text.length, offset + AROUND);
  const quoted = `${JSON.stringify(text.slice(from, offset)).slice(1, -1)}»${JSON.stringify(text.slice(offset, to)).slice(1, -1)}`;
  return `${from > 0 ? "…" : ""}"${quoted}"${to < text.length ? "…" : ""}`;
}

function excerpt(text: string): string {
  const short = text.slice(0, INPUT_SHOWN);
  return JSON.stringify(short) + (text.length > INPUT_SHOWN ? `… (${text.length} characters)` : "");
}
