import { SyscallError } from "../../machine/syscalls.ts";
import type { RealmContext } from "../realm-context.ts";
import { activeResources } from "./active-resources.ts";
import { parseEnvFile } from "../env-file.ts";
import { processClock } from "./process-clock.ts";
import { coded } from "./values.ts";

const SIGABRT = 6;
const MEGABYTE = 1024 * 1024;

/** `process_methods`: what `process` does natively. */
export function processMethodsBinding(context: RealmContext): Record<string, unknown> {
  const { loop, pristine } = context;
  const clock = processClock(context);
  const big = new BigUint64Array(3);
  const hrtimeBuffer = new Uint32Array(big.buffer);
  const nanoseconds = () =>
    BigInt(Math.round((context.policy.frozen?.now ?? pristine.timeOrigin + pristine.now()) * 1e6));
  /** The browser does not tell how much memory a worker uses: round figures of a small Node process. */
  const memory = {
    rss: 64 * MEGABYTE,
    heapTotal: 8 * MEGABYTE,
    heapUsed: 5 * MEGABYTE,
    external: 2 * MEGABYTE,
    buffers: MEGABYTE,
  };
  const write = (fd: number, text: string) => {
    context.sys.write(fd, new pristine.TextEncoder().encode(text), null);
  };
  const tellExit = (code: number, frame: (code?: number) => void) => {
    const { process, thread } = context;
    const who = `(node:${String(process["pid"])}${thread ? `, thread:${thread.id}` : ""})`;
    const trace = new Error();
    Error.captureStackTrace?.(trace, frame);
    const frames = (trace.stack ?? "").split("\n").slice(1);
    write(2, `${who} WARNING: Exited the environment with code ${code}\n${frames.join("\n")}\n`);
  };
  return {
    hrtimeBuffer,
    hrtime() {
      const time = nanoseconds();
      const seconds = time / 1_000_000_000n;
      hrtimeBuffer[0] = Number(seconds >> 32n);
      hrtimeBuffer[1] = Number(seconds & 0xffffffffn);
      hrtimeBuffer[2] = Number(time % 1_000_000_000n);
    },
    hrtimeBigInt() {
      big[0] = nanoseconds();
    },
    uptime: () => clock.uptime() / 1000,
    cwd: function cwd(): string {
      try {
        return context.sys.cwd();
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        const failure = context.uvException(error.code, "uv_cwd");
        const told = "no such file or directory";
        const reason = `process.cwd failed with error ${told}, the current working directory was likely removed without changing the working directory`;
        failure.message = failure.message.replace(told, reason);
        Error.captureStackTrace?.(failure, cwd);
        throw failure;
      }
    },
    chdir: function chdir(path: string) {
      context.permissions?.demand("fs.read", path, chdir);
      try {
        context.sys.chdir(path);
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        const failure = context.uvException(error.code, "chdir", context.sys.cwd(), path);
        Error.captureStackTrace?.(failure, chdir);
        throw failure;
      }
    },
    umask: (mask?: number) => context.sys.umask(mask),
    memoryUsage(into: Float64Array) {
      into.set([memory.rss, memory.heapTotal, memory.heapUsed, memory.external, memory.buffers]);
    },
    rss: () => memory.rss,
    constrainedMemory: () => 0,
    availableMemory: () => 2048 * MEGABYTE,
    cpuUsage(into: Float64Array) {
      into.set([Math.floor(loop.uptime() * 1000), 0]);
    },
    threadCpuUsage(into: Float64Array) {
      into.set([Math.floor(loop.uptime() * 1000), 0]);
    },
    resourceUsage(into: Float64Array) {
      into.fill(0);
      into.set([Math.floor(loop.uptime() * 1000), 0, memory.rss / 1024]);
    },
    reallyExit: function reallyExit(code?: number) {
      if (context.options.values["--trace-exit"] === true) tellExit(code ?? 0, reallyExit);
      context.sys.exit(code ?? 0);
    },
    abort: () => context.sys.abort(SIGABRT),
    causeSegfault: () => context.sys.abort(11),
    _kill(pid: number, signal: number): number {
      try {
        context.sys.kill(pid, signal);
        return 0;
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        return error.errno;
      }
    },
    _rawDebug: (text: string) => write(2, `${text}\n`),
    ...activeResources(context),
    patchProcessObject(process: Record<string, unknown>) {
      const { start, sys } = context;
      if (!start) return;
      // Another name of the program leads to it by a link.
      const execPath = start.file === process["execPath"] ? start.file : sys.realpath(start.file);
      Object.assign(process, { execPath, pid: sys.pid, ppid: sys.ppid });
    },
    loadEnvFile: function loadEnvFile(path = ".env") {
      context.permissions?.demand("fs.read", path, loadEnvFile);
      let text: string;
      try {
        text = pristine.utf8.decode(context.sys.readFile(path));
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        throw context.uvException("ENOENT", "open", path);
      }
      const { env } = context.process;
      for (const [name, value] of Object.entries(parseEnvFile(text))) env[name] ??= value;
    },
    dlopen: function dlopen(_module: object, file: string) {
      if (context.options.values["--no-addons"] === true) {
        const error = new Error("Cannot load native addon because loading addons is disabled.");
        Error.captureStackTrace?.(error, dlopen);
        throw coded(error, "ERR_DLOPEN_DISABLED");
      }
      context.permissions?.demand("addon", "", dlopen);
      throw coded(new Error(`${file}: ${whyNotLoaded(context, file)}`), "ERR_DLOPEN_FAILED");
    },
    execve: function execve(file: string, args: readonly string[], pairs: readonly string[]) {
      context.permissions?.demand("child", file, execve);
      const env = Object.fromEntries(
        pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
      );
      try {
        context.sys.exec({ file, args, env, stdio: [0, 1, 2] });
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        const { stack = "" } = new Error();
        write(2, `process.execve failed with error code ${error.code}\n${stack.replace(/^.*\n/, "")}\n`);
        context.sys.abort(SIGABRT);
      }
    },
  };
}

const ELF_HEADER_BYTES = 64;
const ELF_MAGIC = "\x7fELF";

/** As the dynamic linker says it. */
function whyNotLoaded({ sys, pristine }: RealmContext, file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = sys.readFile(file);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return "cannot open shared object file: No such file or directory";
  }
  if (bytes.length < ELF_HEADER_BYTES) return "file too short";
  if (pristine.utf8.decode(bytes.slice(0, ELF_MAGIC.length)) !== ELF_MAGIC) return "invalid ELF header";
  return "native add-ons cannot run here";
}
