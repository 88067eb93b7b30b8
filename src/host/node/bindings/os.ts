import type { MakeBinding } from "../binding.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { values } from "./values.ts";

/** The kernel that programs are told they run on. */
const system = { type: "Linux", version: "#1 SMP", release: "6.1.0", machine: "x86_64" } as const;

/** What a machine says it has: there is no way to ask the browser for more than this. */
const memory = { total: 4 * 2 ** 30, free: 2 * 2 ** 30 } as const;

interface UserInfo {
  readonly uid: number;
  readonly gid: number;
  readonly username: string | Uint8Array;
  readonly homedir: string | Uint8Array;
  readonly shell: string | Uint8Array | null;
}

/** `internalBinding('os')`. */
export const osBinding: MakeBinding = (context) => {
  const convert = values(context);
  const priorities = new Map<number, number>();

  function textOf(path: string): string | undefined {
    try {
      return convert.utf8(context.sys.readFile(path));
    } catch (error) {
      if (error instanceof SyscallError) return undefined;
      throw error;
    }
  }

  /** The line of user 0 in /etc/passwd, or what such a line would say. */
  function rootUser() {
    const line = textOf("/etc/passwd")
      ?.split("\n")
      .map((entry) => entry.split(":"))
      .find(([, , uid]) => uid === "0");
    return {
      name: line?.[0] ?? "root",
      home: line?.[5] ?? context.env["HOME"] ?? "/root",
      shell: line?.[6] ?? "/bin/sh",
    };
  }

  function alive(pid: number): boolean {
    try {
      context.sys.kill(pid, 0);
      return true;
    } catch (error) {
      if (error instanceof SyscallError) return false;
      throw error;
    }
  }

  /** Runs `run` with a process's number, or reports that there is no such process. */
  function withProcess(
    pid: number,
    report: Record<string, unknown>,
    syscall: string,
    run: (pid: number) => number,
  ): number | undefined {
    const target = pid === 0 ? context.sys.pid : pid;
    if (alive(target)) return run(target);
    Object.assign(report, { errno: -3, code: "ESRCH", message: "no such process", syscall });
    return undefined;
  }

  return {
    isBigEndian: false,
    getHostname: () => textOf("/etc/hostname")?.trim() || "localhost",
    getOSInformation: () => [system.type, system.version, system.release, system.machine],
    getHomeDirectory: () => context.env["HOME"] || rootUser().home,
    getTotalMem: () => memory.total,
    getFreeMem: () => memory.free,
    // In hundredths of a second, as /proc/uptime has it.
    getUptime: () => Math.ceil(context.pristine.now() / 10) / 100,
    getLoadAvg(averages: Float64Array): void {
      averages.fill(0);
    },
    getAvailableParallelism: () => 1,
    getCPUs: () => ["browser", 0, 0, 0, 0, context.loop.now(), 0],
    getInterfaceAddresses: () =>
      [
        ["lo", "127.0.0.1", "255.0.0.0", "IPv4", "00:00:00:00:00:00", true, -1],
        ["lo", "::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "IPv6", "00:00:00:00:00:00", true, 0],
      ].flat(),
    getUserInfo(options?: { encoding?: string }): UserInfo {
      const { name, home, shell } = rootUser();
      const encoding = options?.encoding;
      return Object.assign(Object.create(null) as object, {
        uid: 0,
        gid: 0,
        username: convert.output(name, encoding),
        homedir: convert.output(home, encoding),
        shell: convert.output(shell, encoding),
      });
    },
    getPriority: (pid: number, report: Record<string, unknown>) =>
      withProcess(pid, report, "uv_os_getpriority", (target) => priorities.get(target) ?? 0),
    setPriority(pid: number, priority: number, report: Record<string, unknown>) {
      const done = withProcess(pid, report, "uv_os_setpriority", (target) => {
        priorities.set(target, priority);
        return 0;
      });
      return done ?? -1;
    },
  };
};
