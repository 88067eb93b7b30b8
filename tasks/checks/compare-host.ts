import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestCase } from "../../src/core/case.ts";
import type { ServedTask } from "../../src/core/parse-task.ts";
import type { Answer } from "../pipeline/answer.ts";
import { family } from "../pipeline/family.ts";
import { HOME_WORLD, runExact } from "../pipeline/run-exact.ts";
import type { HostRunner } from "./host-answers.ts";

/** How many cases are timed natively. */
const TIMED = 24;

/** What the original does in the sandbox host, against what it did natively. */
export interface Compared {
  readonly cases: number;
  /** Names of the cases in which a byte or the exit code differs, standard error included. */
  readonly differing: readonly string[];
  /** Milliseconds a case, with as many at once as there are cores. */
  readonly hostMs: number;
  /** The same natively; null when it was not asked for. */
  readonly nativeMs: number | null;
}

function spread<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, at) => items[Math.floor(at * step)]!);
}

async function nativeMs(served: string, task: ServedTask, cases: readonly TestCase[]): Promise<number> {
  const files = task.reference?.files ?? [];
  const read = (name: string): Uint8Array => readFileSync(join(served, "reference", name));
  const any = family("timed", { features: [] }, () => ({ args: [] }));
  const drafts = cases.map(({ name, args, stdin, env, files: given }) => ({
    family: any,
    key: name,
    input: { args, stdin, env, files: given },
  }));
  const started = performance.now();
  await runExact(Object.fromEntries(files.map((name) => [name, read(name)])), drafts, HOME_WORLD);
  return (performance.now() - started) / cases.length;
}

/** Asks the original in the sandbox host `count` cases (or all), spread over the task; natively too, if `timed`. */
export async function compareHost(
  host: HostRunner,
  served: string,
  task: ServedTask,
  all: readonly TestCase[],
  count: number,
  timed: boolean,
): Promise<Compared> {
  const cases = spread(all, count);
  const { answers, ms } = await host.run(task, cases);
  const equal = ({ expected }: TestCase, answer: Answer | undefined): boolean =>
    answer !== undefined &&
    answer.code === expected.code &&
    answer.stdout === expected.stdout &&
    answer.stderr === expected.stderr;
  return {
    cases: cases.length,
    differing: cases.filter((one, index) => !equal(one, answers[index])).map(({ name }) => name),
    hostMs: ms / cases.length,
    nativeMs: timed ? await nativeMs(served, task, spread(all, TIMED)) : null,
  };
}
