import { describe, expect, test } from "vitest";
import type { TestCase } from "./case.ts";
import {
  caseError,
  exitStatus,
  findMismatch,
  firstDifference,
  groupTallies,
  sameStream,
  scoreCase,
  submitClosedBecause,
  tally,
  verdictState,
} from "./scoring.ts";
import type { CaseResult, Observed } from "./verdict.ts";

const rule = { stderrExempt: false, limits: { caseMs: 2000 } };
const one: TestCase = {
  name: "a",
  args: [],
  env: {},
  stdin: "",
  files: {},
  hidden: false,
  duals: [],
  labels: [],
  expected: { stdout: "one\ntwo\n", stderr: "", code: 0 },
};
const ran: Observed = {
  stdout: "one\ntwo\n",
  stderr: "",
  code: 0,
  timedOut: false,
  truncated: false,
  ms: 5,
};
const result = (name: string, status: CaseResult["status"], hidden = false): CaseResult => ({
  name,
  hidden,
  status,
});

describe("streams", () => {
  test("are equal when identical or when exactly one newline at the end differs", () => {
    expect(sameStream("a", "a")).toBe(true);
    expect(sameStream("a", "a\n")).toBe(true);
    expect(sameStream("a\n", "a")).toBe(true);
    expect(sameStream("", "\n")).toBe(true);
    expect(sameStream("a\n\n", "a")).toBe(false);
    expect(sameStream("a ", "a")).toBe(false);
    expect(sameStream("a\r\n", "a")).toBe(false);
  });

  test("first differ at the offset of the first unequal unit", () => {
    expect(firstDifference("abc", "abd")).toBe(2);
    expect(firstDifference("ab", "abc")).toBe(2);
    expect(firstDifference("", "x")).toBe(0);
  });
});

describe("exit codes", () => {
  test("are compared modulo 256", () => {
    expect(exitStatus(-6)).toBe(250);
    expect(exitStatus(256)).toBe(0);
    expect(exitStatus(257)).toBe(1);
    const minusSix = { ...one, expected: { ...one.expected, code: -6 } };
    expect(findMismatch(minusSix, { ...ran, code: 250 }, rule)).toBeNull();
    expect(findMismatch(one, { ...ran, code: 512 }, rule)).toBeNull();
  });

  test("come before stdout", () => {
    expect(findMismatch(one, { ...ran, code: 1, stdout: "x" }, rule)).toEqual({
      stream: "code",
      offset: 0,
      message: "Expected exit code 0, got 1.",
    });
  });
});

describe("the first mismatch", () => {
  test("is in stdout before stderr, with offset, line and both texts", () => {
    expect(findMismatch(one, { ...ran, stdout: "one\ntvo\n", stderr: "x" }, rule)).toEqual({
      stream: "stdout",
      offset: 5,
      message: 'stdout differs at line 2, column 2: expected "wo", got "vo".',
    });
  });

  test("names the end of a text that stops too early", () => {
    expect(findMismatch(one, { ...ran, stdout: "one\n" }, rule)?.message).toBe(
      'stdout differs at line 2, column 1: expected "two", got the end.',
    );
  });

  test("is in stderr unless the task exempts it", () => {
    const noisy = { ...ran, stderr: "oops" };
    expect(findMismatch(one, noisy, rule)?.stream).toBe("stderr");
    expect(findMismatch(one, noisy, { ...rule, stderrExempt: true })).toBeNull();
  });

  test("is time when a limit ended the program, whatever it printed", () => {
    expect(findMismatch(one, { ...ran, code: null, timedOut: true }, rule)).toEqual({
      stream: "time",
      offset: 0,
      message: "It ran longer than 2 s and was ended.",
    });
    expect(findMismatch(one, { ...ran, code: null, truncated: true }, rule)?.stream).toBe("time");
    expect(findMismatch(one, { ...ran, code: null }, rule)?.stream).toBe("code");
  });
});

describe("results", () => {
  test("of visible cases keep what was observed", () => {
    expect(scoreCase(one, ran, rule)).toEqual({ name: "a", hidden: false, status: "pass", observed: ran });
  });

  test("of hidden cases keep neither output nor an excerpt of it", () => {
    const hidden = { ...one, hidden: true };
    const failed = scoreCase(hidden, { ...ran, stdout: "secret" }, rule);
    expect(failed).toEqual({
      name: "a",
      hidden: true,
      status: "fail",
      mismatch: { stream: "stdout", offset: 0, message: "stdout differs at line 1, column 1." },
    });
    expect(scoreCase(hidden, { ...ran, code: 3 }, rule).mismatch?.message).toBe("The exit code differs.");
  });

  test("of cases that could not run are errors with a reason", () => {
    expect(caseError(one, "gone")).toEqual({ name: "a", hidden: false, status: "error", reason: "gone" });
  });
});

test("tallies count each status, and groups go by the expected exit code", () => {
  const failing = { ...one, name: "b", hidden: true, expected: { ...one.expected, code: 5 } };
  const results = [result("a", "pass"), result("b", "fail", true)];
  expect(tally([...results, result("c", "error")])).toEqual({ passed: 1, failed: 1, errors: 1, total: 3 });
  const groups = groupTallies([one, failing], results);
  expect(groups.all.total).toBe(2);
  expect(groups.visible).toEqual({ passed: 1, failed: 0, errors: 0, total: 1 });
  expect(groups.hidden.failed).toBe(1);
  expect(groups.exit_zero.passed).toBe(1);
  expect(groups.exit_nonzero.failed).toBe(1);
});

test("a verdict is solved at 100 %, near from 99 %, error when one case could not run", () => {
  const of = (passed: number, total: number, errors = 0): string =>
    verdictState({ passed, total, errors, failed: total - passed - errors });
  expect(of(200, 200)).toBe("solved");
  expect(of(198, 200)).toBe("near");
  expect(of(197, 200)).toBe("not-solved");
  expect(of(199, 200, 1)).toBe("error");
  expect(of(0, 0)).toBe("not-solved");
});

test("submit opens at 30 % of the visible cases", () => {
  const visible = (passed: number, total: number): string | null =>
    submitClosedBecause({ passed, total, failed: total - passed, errors: 0 });
  expect(visible(3, 10)).toBeNull();
  expect(visible(2, 10)).toContain("3 of 10");
  expect(visible(29, 99)).toContain("30 of 99");
  expect(submitClosedBecause(null)).toBe("Run the visible cases first.");
});
