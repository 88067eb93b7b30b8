/** A machine of scripted programs for tests, and what they say. */
import { Kernel, type KernelOptions } from "./kernel.ts";
import { makePipe, type PipeReader } from "./pipe.ts";
import { DEFAULT_PATH, layPrograms } from "./programs.ts";
import { scriptedWorkers, testVfs, type ScriptedCalls, type ScriptedProgram } from "./testing.ts";
import { SyscallError, type ExitStatus } from "./syscalls.ts";
import type { Value } from "./wire.ts";

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (data: Value): string => new TextDecoder().decode(data as Uint8Array);
export const env = { PATH: DEFAULT_PATH };

export function machine(
  programs: Record<string, ScriptedProgram>,
  options: Partial<KernelOptions> = {},
): Kernel {
  const vfs = testVfs();
  layPrograms(vfs, ["sh", "cat"]);
  vfs.makePath("/work");
  return new Kernel({ vfs, workers: scriptedWorkers(programs), ...options });
}

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: ExitStatus;
}

async function drain(reader: PipeReader): Promise<string> {
  let all = "";
  for (;;) {
    const data = reader.read(65_536, null);
    if (data === null) await new Promise<void>((wake) => void reader.whenReady("read", wake));
    else if (data.length === 0) return all;
    else all += text(data);
  }
}

export async function run(kernel: Kernel, argv: string[], stdin = ""): Promise<Run> {
  const [input, feed] = makePipe(0);
  const [out, stdout] = makePipe(0);
  const [err, stderr] = makePipe(0);
  feed.hold();
  out.hold();
  err.hold();
  const process = kernel.launch({
    file: argv[0]!,
    args: argv,
    env,
    cwd: kernel.vfs.makePath("/work"),
    stdio: [input, stdout, stderr],
    parent: null,
  });
  feed.write(bytes(stdin), null);
  feed.drop();
  const [status, outText, errText] = await Promise.all([kernel.exited(process), drain(out), drain(err)]);
  return { status, stdout: outText, stderr: errText };
}

export const print = (call: ScriptedCalls, words: string): Promise<Value> => call("write", 1, bytes(words));
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof SyscallError ? error.code : String(error)),
  );
export const spawnJson = (argv: string[], stdio: unknown[], more: object = {}): string =>
  JSON.stringify({ file: argv[0], args: argv, env, stdio, ...more });
