/**
 * The scoring rule of MirrorCode (Epoch AI and METR, 2026, arXiv 2606.30182): exit code modulo 256, then stdout, then
 * stderr; one trailing newline is forgiven, nothing else; output files are not compared. Pure.
 */
import type { TestCase } from "./case.ts";
import type { CaseGroup, CaseResult, Mismatch, Observed, Tally, VerdictState } from "./verdict.ts";

/** What of a task the rule depends on. */
export interface Rule {
  readonly stderrExempt: boolean;
  readonly limits: { readonly caseMs: number };
}

/** Share of the visible cases that must pass before a submission is taken. */
export const SUBMIT_GATE_PERCENT = 30;
const NEAR_PERCENT = 99;

/** An exit code as the system sees it: −6 is 250. */
export function exitStatus(code: number): number {
  return ((code % 256) + 256) % 256;
}

/** Identical, or one of them has exactly one newline more at its end. */
export function sameStream(a: string, b: string): boolean {
  return a === b || `${a}\n` === b || a === `${b}\n`;
}

/** Offset of the first UTF-16 unit that differs; the shorter's length when one begins with the other. */
export function firstDifference(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) if (a.charCodeAt(at) !== b.charCodeAt(at)) return at;
  return end;
}

function excerpt(text: string, at: number): string {
  if (at >= text.length) return "the end";
  const end = text.indexOf("\n", at);
  const part = text.slice(at, Math.min(at + 30, end <= at ? at + 30 : end));
  return JSON.stringify(part);
}

function streamMismatch(
  stream: "stdout" | "stderr",
  expected: string,
  got: string,
  secret: boolean,
): Mismatch {
  const offset = firstDifference(expected, got);
  const before = expected.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  const where = `${stream} differs at line ${line}, column ${column}`;
  const message = secret
    ? `${where}.`
    : `${where}: expected ${excerpt(expected, offset)}, got ${excerpt(got, offset)}.`;
  return { stream, offset, message };
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}

/** Where what a program did first differs from what the original did, or null when it does not. */
export function findMismatch(one: TestCase, observed: Observed, rule: Rule): Mismatch | null {
  const time = (message: string): Mismatch => ({ stream: "time", offset: 0, message });
  if (observed.timedOut) return time(`It ran longer than ${seconds(rule.limits.caseMs)} and was ended.`);
  if (observed.truncated) return time("It printed more than the output limit and was ended.");
  if (observed.code === null) {
    return { stream: "code", offset: 0, message: "It was ended before it could exit by itself." };
  }
  const [expected, got] = [exitStatus(one.expected.code), exitStatus(observed.code)];
  if (expected !== got) {
    const message = one.hidden ? "The exit code differs." : `Expected exit code ${expected}, got ${got}.`;
    return { stream: "code", offset: 0, message };
  }
  for (const stream of rule.stderrExempt ? (["stdout"] as const) : (["stdout", "stderr"] as const)) {
    if (!sameStream(one.expected[stream], observed[stream])) {
      return streamMismatch(stream, one.expected[stream], observed[stream], one.hidden);
    }
  }
  return null;
}

/** The result of a case that ran. Hidden cases keep neither what they printed nor an excerpt of it. */
export function scoreCase(one: TestCase, observed: Observed, rule: Rule): CaseResult {
  const mismatch = findMismatch(one, observed, rule);
  return {
    name: one.name,
    hidden: one.hidden,
    status: mismatch === null ? "pass" : "fail",
    ...(one.hidden ? {} : { observed }),
    ...(mismatch === null ? {} : { mismatch }),
  };
}

/** The result of a case that could not be run. */
export function caseError(one: TestCase, reason: string): CaseResult {
  return { name: one.name, hidden: one.hidden, status: "error", reason };
}

/** Counts results by status. */
export function tally(results: readonly CaseResult[]): Tally {
  const count = (status: CaseResult["status"]): number =>
    results.filter((result) => result.status === status).length;
  return { passed: count("pass"), failed: count("fail"), errors: count("error"), total: results.length };
}

/**
 * Tallies by MirrorCode's groups. `exit_zero` and `exit_nonzero` go by the code that the original exited with.
 * @param cases those that the results belong to, in any order
 */
export function groupTallies(
  cases: readonly TestCase[],
  results: readonly CaseResult[],
): Readonly<Record<CaseGroup, Tally>> {
  const zero = new Set(cases.filter((one) => exitStatus(one.expected.code) === 0).map((one) => one.name));
  return {
    all: tally(results),
    visible: tally(results.filter((result) => !result.hidden)),
    hidden: tally(results.filter((result) => result.hidden)),
    exit_zero: tally(results.filter((result) => zero.has(result.name))),
    exit_nonzero: tally(results.filter((result) => !zero.has(result.name))),
  };
}

/** What a tally of all cases means. A single case that could not be run makes it `error`. */
export function verdictState(all: Tally): VerdictState {
  if (all.errors > 0) return "error";
  if (all.total > 0 && all.passed === all.total) return "solved";
  if (all.total > 0 && all.passed * 100 >= all.total * NEAR_PERCENT) return "near";
  return "not-solved";
}

/**
 * Why a submission is not taken yet, or null when it is.
 * @param visible tally of the last run of all visible cases; null when they have not been run
 */
export function submitClosedBecause(visible: Tally | null): string | null {
  if (visible === null) return "Run the visible cases first.";
  if (visible.passed * 100 >= visible.total * SUBMIT_GATE_PERCENT) return null;
  const needed = Math.ceil((visible.total * SUBMIT_GATE_PERCENT) / 100);
  return `Submit opens when ${SUBMIT_GATE_PERCENT} % of the visible cases pass: ${needed} of ${visible.total}. Now ${visible.passed} do.`;
}
