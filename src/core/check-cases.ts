/** What the two cases files of a task must agree on. Pure; the pipeline's check and the page use the same. */
import type { TestCase } from "./case.ts";
import { FormatError } from "./format-error.ts";
import { findMismatch, type Rule } from "./scoring.ts";

/** One thing that is wrong with a case. */
export interface CaseProblem {
  readonly part: "visible" | "hidden";
  readonly case: string;
  /** The field of the row that it is about. */
  readonly field: string;
  readonly problem: string;
}

/** What goes into a run, as text: two cases with the same are the same question. */
function inputOf({ args, stdin, files, env }: TestCase): string {
  const sorted = (record: Readonly<Record<string, unknown>>): unknown[] =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([args, stdin, sorted(files), sorted(env)]);
}

/** What is wrong with how the cases are split and paired. */
export function splitProblems(
  visible: readonly TestCase[],
  hidden: readonly TestCase[],
): readonly CaseProblem[] {
  const names = new Set(visible.map(({ name }) => name));
  const shown = new Map(visible.map((one) => [inputOf(one), one.name]));
  const inVisible = visible.flatMap(({ name, hidden: labelled }): CaseProblem[] =>
    labelled
      ? [
          {
            part: "visible",
            case: name,
            field: "labels",
            problem: 'has the label "hidden", but is among the visible cases',
          },
        ]
      : [],
  );
  const inHidden = hidden.flatMap((one): CaseProblem[] => {
    const wrong = (field: string, problem: string): CaseProblem => ({
      part: "hidden",
      case: one.name,
      field,
      problem,
    });
    const twin = shown.get(inputOf(one));
    return [
      ...(one.hidden ? [] : [wrong("labels", 'lacks the label "hidden", but is among the hidden cases')]),
      ...(names.has(one.name) ? [wrong("name", "is the name of a visible case too")] : []),
      ...(twin === undefined ? [] : [wrong("args", `asks the same as the visible case ${twin}`)]),
      ...(one.duals.length === 0 ? [wrong("visible_duals", "names no visible dual")] : []),
      ...one.duals
        .filter((dual) => !names.has(dual))
        .map((dual) => wrong("visible_duals", `names ${JSON.stringify(dual)}, which is no visible case`)),
    ];
  });
  return [...inVisible, ...inHidden];
}

/** Cases that a program which does nothing would pass: they say nothing. */
export function emptyPasses(cases: readonly TestCase[], rule: Rule): readonly TestCase[] {
  const silent = { stdout: "", stderr: "", code: 0, timedOut: false, truncated: false, ms: 0 };
  return cases.filter((one) => findMismatch(one, silent, rule) === null);
}

/** The line of a cases file on which a case stands, counted from 1. */
function lineOfCase(content: string, name: string): number {
  const quoted = JSON.stringify(name);
  return (
    content.split("\n").findIndex((line) => {
      if (!line.includes(quoted)) return false;
      return (JSON.parse(line) as { test_case: { name: string } }).test_case.name === name;
    }) + 1
  );
}

/**
 * A problem as an error that names file, line and field.
 * @param content text of the cases file
 */
export function caseProblemError(problem: CaseProblem, content: string, file: string): FormatError {
  const place = { file, line: lineOfCase(content, problem.case), field: `test_case.${problem.field}` };
  return new FormatError(place, problem.problem);
}
