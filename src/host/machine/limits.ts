import { DEFAULT_FILE_SYSTEM_LIMITS, type FileSystemLimits } from "./content.ts";

/**
 * What one machine may use. Whoever passes a limit gets the error that Linux gives, and a line on its stderr that names
 * the limit; the machine lives on.
 */
export interface MachineLimits extends FileSystemLimits {
  /** Processes at once; one more fails with EAGAIN. Each is a worker. Default 48. */
  readonly processes: number;
  /**
   * Processes beyond those, for what the machine's owner starts: a machine that is full can still be looked at and put
   * in order. Default 4.
   */
  readonly reserve: number;
  /** Threads at once, of all processes and beside their main ones; one more fails with EAGAIN. Default 64. */
  readonly threads: number;
  /** Open descriptors of one process; one more fails with EMFILE. Default 4,096. */
  readonly descriptors: number;
  /** Bytes of a program's arguments and environment together; more fails with E2BIG. Default 2 MiB, as on Linux. */
  readonly arguments: number;
  /** Things that one process may watch with `fs.watch`; one more fails with ENOSPC. Default 8,192, as on Linux. */
  readonly watches: number;
  /**
   * Bytes that wait in the kernel for one process: what it writes to full pipes; more fails with ENOBUFS. And bytes
   * of datagrams that wait for all processes together; more are lost. Default 256 MiB.
   */
  readonly queued: number;
  /** Bytes that one `spawnSync` collects; more fails with ENOBUFS. Default 256 MiB. */
  readonly collected: number;
  /** Bytes that a program started by the machine's owner may print, on pipes or a terminal, before it is ended. Default 1 GiB. */
  readonly output: number;
}

export const DEFAULT_LIMITS: MachineLimits = {
  ...DEFAULT_FILE_SYSTEM_LIMITS,
  processes: 48,
  reserve: 4,
  threads: 64,
  descriptors: 4096,
  arguments: 2 ** 21,
  watches: 8192,
  queued: 2 ** 28,
  collected: 2 ** 28,
  output: 2 ** 30,
};

/** Only what is a number that is not negative: options come from outside. @throws RangeError */
export function checkedLimits(limits: Partial<MachineLimits> | undefined): Partial<MachineLimits> {
  const checked: Partial<Record<keyof MachineLimits, number>> = {};
  for (const name of Object.keys(DEFAULT_LIMITS) as (keyof MachineLimits)[]) {
    const value: unknown = limits?.[name];
    if (value === undefined) continue;
    if (typeof value !== "number" || !(value >= 0)) throw new RangeError(`limit "${name}" must be a number`);
    checked[name] = value;
  }
  return checked;
}
