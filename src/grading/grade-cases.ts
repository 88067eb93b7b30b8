import type { CaseFile, TestCase } from "../core/case.ts";
import { caseError, scoreCase } from "../core/scoring.ts";
import type { Task } from "../core/task.ts";
import type { CaseResult, Observed } from "../core/verdict.ts";
import { SandboxError, type FileTree, type Machine, type Machines } from "../sandbox/index.ts";
import { findEntry } from "./entry.ts";

export interface GradeOptions {
  /** An abort ends all runs; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Called after each case with its result and how many are done. A case that is run once more is told again; `done`
   * does not grow then.
   */
  readonly onProgress?: (done: number, total: number, result: CaseResult) => void;
  /** Cases that run at once; default what the machines recommend. */
  readonly parallel?: number;
}

/** Bytes that a case may print on stdout, and on stderr. */
const MAX_OUTPUT = 1024 * 1024;

/**
 * A case that failed in a worker which ran others before is run again in a fresh one, and that result counts; until so
 * many in a row failed there as well and none ever passed: by then it is the program, not what others left behind.
 */
const TRUSTED_AFTER = 12;

/**
 * Cases that timed out beside others run once more alone, until so many in a row have timed out alone as well: by
 * then it is the program, not the machine, and a program that hangs everywhere must not take twice its time.
 */
const CONVINCED_AFTER = 8;

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The files of a case as a tree. */
function caseFiles(files: Readonly<Record<string, CaseFile>>): FileTree {
  return Object.fromEntries(
    Object.entries(files).map(([path, { format, content }]) => [
      path,
      format === "str" ? content : bytesOf(content),
    ]),
  );
}

async function observe(
  machine: Machine,
  entry: string,
  one: TestCase,
  task: Task,
  fresh: boolean,
  signal?: AbortSignal,
): Promise<Observed & { readonly reused: boolean }> {
  const { reused = false, ...result } = await machine.run({
    argv: ["node", `${machine.cwd}/${entry}`, ...one.args],
    // As for the original.
    env: { TZ: "UTC", LANG: "en_US.UTF-8", ...one.env },
    stdin: one.stdin,
    files: caseFiles(one.files),
    timeoutMs: task.limits.caseMs,
    maxOutput: MAX_OUTPUT,
    fresh,
    ...(signal === undefined ? {} : { signal }),
  });
  const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return { ...result, reused, stdout: text(result.stdout), stderr: text(result.stderr) };
}

interface Attempt {
  readonly result: CaseResult;
  readonly timedOut: boolean;
  readonly reused: boolean;
}

/** How far the reuse of workers has proven itself in one grading. */
interface Trust {
  confirmed: number;
  broken: boolean;
}

/** The result of one case; a fault of the sandbox is an `error` result, never a failure of the solution. */
async function gradeOne(
  machine: Machine,
  entry: string,
  one: TestCase,
  task: Task,
  fresh: boolean,
  signal?: AbortSignal,
): Promise<Attempt> {
  try {
    const { reused, ...observed } = await observe(machine, entry, one, task, fresh, signal);
    return { result: scoreCase(one, observed, task), timedOut: observed.timedOut, reused };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof SandboxError)) throw error;
    return { result: caseError(one, error.message), timedOut: false, reused: false };
  }
}

/** As `gradeOne`; a failure in a reused worker is confirmed in a fresh one while that is called for. */
async function gradeSurely(
  machine: Machine,
  entry: string,
  one: TestCase,
  task: Task,
  trust: Trust,
  signal?: AbortSignal,
): Promise<Attempt> {
  const first = await gradeOne(machine, entry, one, task, false, signal);
  const settled = first.result.status === "pass" || first.timedOut || !first.reused;
  if (settled || (!trust.broken && trust.confirmed >= TRUSTED_AFTER)) return first;
  const second = await gradeOne(machine, entry, one, task, true, signal);
  if (second.result.status === "fail") trust.confirmed++;
  else trust.broken = true;
  return second;
}

/**
 * Runs the cases on a machine that holds nothing but the solution's files, each in a fresh folder.
 * @returns one result a case, in the order of the cases
 * @throws GradingError when there is no program to run, or several
 */
export async function gradeCases(
  machines: Machines,
  task: Task,
  files: FileTree,
  cases: readonly TestCase[],
  { signal, onProgress, parallel = machines.parallel }: GradeOptions = {},
): Promise<readonly CaseResult[]> {
  const entry = findEntry(files);
  signal?.throwIfAborted();
  let machine: Machine;
  try {
    machine = await machines.create({ files, deny: task.forbidden });
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return cases.map((one) => caseError(one, error.message));
  }
  const results: CaseResult[] = [];
  let done = 0;
  const settle = (index: number, result: CaseResult): void => {
    if (results[index] === undefined) done++;
    results[index] = result;
    onProgress?.(done, cases.length, result);
  };
  const late: number[] = [];
  const trust: Trust = { confirmed: 0, broken: false };
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < cases.length; index = next++) {
      const { result, timedOut } = await gradeSurely(machine, entry, cases[index]!, task, trust, signal);
      if (timedOut) late.push(index);
      settle(index, result);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.max(1, parallel) }, work));
    let confirmed = 0;
    for (const index of parallel > 1 ? late.sort((a, b) => a - b) : []) {
      if (confirmed >= CONVINCED_AFTER) break;
      const { result, timedOut } = await gradeOne(machine, entry, cases[index]!, task, true, signal);
      confirmed = timedOut ? confirmed + 1 : 0;
      settle(index, result);
    }
    return results;
  } finally {
    await machine.dispose();
  }
}
