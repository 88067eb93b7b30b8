import type { MakeBinding } from "../binding.ts";
import { SyscallError, type ChildStdio, type ExitStatus } from "../../machine/syscalls.ts";
import { asyncWraps } from "./async-wrap.ts";
import { childEnvironment, type StdioOption } from "./child-options.ts";
import { streamBase } from "./stream-base.ts";
import { status, UV } from "./uv-status.ts";

const constants = {
  kProcessFlagDetached: 1,
  kProcessFlagWindowsHide: 2,
  kProcessFlagWindowsVerbatimArguments: 4,
} as const;

/** `internalBinding('process_wrap')`: child processes. */
export const processWrapBinding: MakeBinding = (context) => {
  const { HandleWrap, later, start, stop } = asyncWraps(context);
  const { attach, leaveInput } = streamBase(context);

  class Process extends HandleWrap {
    #pid = 0;
    declare pid: number;
    declare onexit: ((code: number, signal: string) => void) | undefined;

    constructor() {
      super("PROCESSWRAP");
    }

    spawn(
      file: string,
      args: readonly string[] | undefined,
      cwd: string | undefined,
      environment: readonly string[] | undefined,
      stdio: readonly StdioOption[],
      flags: number,
    ): number {
      context.permissions?.demand("child", file, Process.prototype.spawn);
      const childEnds: number[] = [];
      try {
        const descriptors = stdio.map((option): ChildStdio => {
          if (option.type === "pipe" || option.type === "overlapped") {
            const [ours, theirs] = context.sys.socketpair();
            if (option.handle) attach(option.handle, ours);
            childEnds.push(theirs);
            return theirs;
          }
          const fd = option.type === "wrap" ? option.handle?.fd : option.fd;
          if (option.type === "ignore" || fd === undefined) return "null";
          leaveInput(fd);
          return fd;
        });
        this.#pid = context.sys.spawn(
          {
            file,
            args: args?.map(String) ?? [file],
            env: childEnvironment(environment, context.env),
            stdio: descriptors,
            ...(cwd ? { cwd } : {}),
            detached: (flags & constants.kProcessFlagDetached) !== 0,
          },
          (ended) => this.#ended(ended),
        );
      } catch (error) {
        if (error instanceof SyscallError) return error.errno;
        throw error;
      } finally {
        // The child has its own; with ours closed, its end of a stream is the end.
        for (const fd of childEnds) context.sys.close(fd);
      }
      this.pid = this.#pid;
      start(this);
      return 0;
    }

    #ended({ code, signal }: ExitStatus): void {
      // After what it wrote, and the ends of its pipes, as libuv looks at signals last.
      context.loop.enqueue(() =>
        later(this, () => {
          stop(this);
          this.#pid = 0;
          this.onexit?.(code ?? 0, signal ?? "");
        }),
      );
    }

    kill(signal: number): number {
      if (this.#pid === 0) return -3; // ESRCH: it has ended
      if (signal < 0 || signal > 64) return UV.EINVAL;
      const code = status(() => context.sys.kill(this.#pid, signal));
      // Until its end is told here it is one that nobody has waited for, whom signals reach without effect.
      return code === UV.ESRCH ? 0 : code;
    }
  }

  return { Process, constants };
};
