import type { FileTree, Machine } from "../../src/sandbox/sandbox.ts";
import { openNodeMachines } from "../../src/sandbox/testing.ts";
import type { Answer } from "./answer.ts";
import type { Draft } from "./family.ts";

/** A world that a case must not notice. */
export interface World {
  readonly now: number;
  readonly seed: number;
  readonly timeZone: string;
}

/** What the reference is frozen to, here and in the sandbox: 2026-01-01T00:00:00Z. */
export const HOME_WORLD: World = { now: 1_767_225_600_000, seed: 1, timeZone: "UTC" };

/** A case whose answer changes in one of these is dropped. */
export const OTHER_WORLDS: readonly World[] = [
  { now: 1_583_020_799_999, seed: 77, timeZone: "Asia/Kolkata" },
  { now: 1_919_999_999_001, seed: 4242, timeZone: "America/New_York" },
];

/** Enough for the slowest original on a busy machine. */
const LIMIT_MS = 20_000;

export function fileTree(input: Draft["input"]): FileTree {
  return Object.fromEntries(
    Object.entries(input.files).map(([path, { format, content }]) => [
      path,
      format === "str" ? content : new Uint8Array(Buffer.from(content, "base64")),
    ]),
  );
}

async function answer(machine: Machine, draft: Draft, world: World): Promise<Answer> {
  const result = await machine.run({
    argv: ["node", `${machine.cwd}/reference/main.js`, ...draft.input.args],
    env: { TZ: world.timeZone, ...draft.input.env },
    stdin: draft.input.stdin,
    files: fileTree(draft.input),
    timeoutMs: LIMIT_MS,
  });
  const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return { stdout: text(result.stdout), stderr: text(result.stderr), code: result.code };
}

/** Runs the original on every input, one process and one fresh folder each. */
export async function runExact(
  reference: Readonly<Record<string, Uint8Array>>,
  drafts: readonly Draft[],
  world: World,
): Promise<readonly Answer[]> {
  const machines = openNodeMachines();
  const files = Object.fromEntries(
    Object.entries(reference).map(([name, bytes]) => [`reference/${name}`, bytes]),
  );
  const machine = await machines.create({ files, frozen: { now: world.now, seed: world.seed } });
  const answers: Answer[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < drafts.length; index = next++) {
      answers[index] = await answer(machine, drafts[index]!, world);
    }
  };
  try {
    await Promise.all(Array.from({ length: machines.parallel }, work));
  } finally {
    await machine.dispose();
  }
  return answers;
}
