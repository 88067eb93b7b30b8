import type { MakeBinding } from "../binding.ts";
import { SyscallError, type SpawnSyncRequest } from "../../machine/syscalls.ts";
import { childEnvironment, type StdioOption } from "./child-options.ts";
import { streamBase } from "./stream-base.ts";
import { bytesOf, values } from "./values.ts";

/** What `child_process.spawnSync` passes. */
interface Options {
  readonly file: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly envPairs?: readonly string[];
  readonly stdio?: readonly StdioOption[];
  readonly timeout?: number | null;
  readonly maxBuffer?: number | null;
  readonly killSignal?: number | null;
  readonly detached?: boolean;
}

const sigterm = 15;

/** `internalBinding('spawn_sync')`. */
export const spawnSyncBinding: MakeBinding = (context) => {
  const { buffer } = values(context);
  const { leaveInput } = streamBase(context);

  function stdioOf(option: StdioOption): SpawnSyncRequest["stdio"][number] {
    if (option.type === "ignore") return "null";
    if (option.type !== "pipe" && option.type !== "overlapped") {
      const fd = option.type === "wrap" ? option.handle?.fd : option.fd;
      if (fd === undefined) return "null";
      leaveInput(fd);
      return fd;
    }
    return option.input ? { pipe: true, input: bytesOf(option.input) } : { pipe: true };
  }

  const errnoOf = (code: string) => context.recorded.errors.find(([, [name]]) => name === code)?.[0] ?? -4094; // UNKNOWN

  return {
    spawn: function spawn(options: Options) {
      context.permissions?.demand("child", options.file, spawn);
      const stdio = options.stdio ?? [];
      try {
        const result = context.sys.spawnSync({
          file: options.file,
          args: options.args?.map(String) ?? [options.file],
          env: childEnvironment(options.envPairs, context.env),
          stdio: stdio.map(stdioOf),
          ...(options.cwd ? { cwd: options.cwd } : {}),
          detached: options.detached === true,
          timeoutMs: options.timeout ?? 0,
          killSignal: options.killSignal || sigterm,
          maxBuffer: options.maxBuffer ?? Infinity,
        });
        return {
          ...(result.error === null ? {} : { error: errnoOf(result.error) }),
          status: result.signal === null ? result.code : null,
          signal: result.signal,
          // Only what the child could write to is an output.
          output: stdio.map((option, index) => {
            const bytes = result.output[index] ?? new Uint8Array(0);
            return option.type === "pipe" && option.writable ? buffer(bytes) : null;
          }),
          pid: result.pid,
        };
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        return { error: error.errno, status: null, signal: null, output: null, pid: 0 };
      }
    },
  };
};
