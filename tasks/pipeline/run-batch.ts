import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer } from "./answer.ts";
import type { Draft } from "./family.ts";
import { HOME_WORLD, type World } from "./run-exact.ts";

const PRELOAD = join(import.meta.dirname, "../../src/sandbox/testing-preload.cjs");
const RUNNER = join(import.meta.dirname, "batch-runner.cjs");

/** How many inputs a runner has waiting, so that it never idles. */
const AHEAD = 4;

/** Runs the original on every input, many in one process. Exactness is proven by the manifest's digests. */
export async function runBatch(
  reference: Readonly<Record<string, Uint8Array>>,
  drafts: readonly Draft[],
  world: World = HOME_WORLD,
): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), "mirrorbox-reference-"));
  for (const [name, bytes] of Object.entries(reference)) writeFileSync(join(folder, name), bytes);
  const policy = JSON.stringify({ deny: null, frozen: { now: world.now, seed: world.seed } });
  writeFileSync(join(folder, "policy.cjs"), `require(${JSON.stringify(PRELOAD)})(${policy});`);
  const answers: Answer[] = [];
  let next = 0;
  const drain = (runner: ChildProcess): Promise<void> =>
    new Promise((resolve, reject) => {
      const waiting = new Set<number>();
      const give = (): void => {
        while (waiting.size < AHEAD && next < drafts.length) {
          const index = next++;
          waiting.add(index);
          runner.send({ index, input: drafts[index]!.input });
        }
        if (waiting.size === 0) {
          resolve();
          runner.disconnect();
        }
      };
      runner.on("message", (message: { index: number; answer: Answer }) => {
        answers[message.index] = message.answer;
        waiting.delete(message.index);
        give();
      });
      runner.on("error", reject);
      runner.on("exit", (code) => {
        const [first] = waiting;
        const at = first === undefined ? "" : ` at ${drafts[first]!.key}`;
        reject(new Error(`the original's runner ended early with code ${code}${at}`));
      });
      give();
    });
  try {
    const runners = Array.from({ length: Math.min(availableParallelism(), 8) }, () =>
      fork(RUNNER, [join(folder, "main.js")], {
        execArgv: ["-r", join(folder, "policy.cjs")],
        env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: folder, TZ: world.timeZone, LANG: "en_US.UTF-8" },
      }),
    );
    await Promise.all(runners.map(drain));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return answers;
}
