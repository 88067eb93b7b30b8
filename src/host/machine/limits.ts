import { DEFAULT_FILE_SYSTEM_LIMITS, type FileSystemLimits } from "./content.ts";

/**
 * What one machine may use. Whoever passes a limit gets the error that Linux gives, and a line on its stderr that names
 * the limit; the machine lives on.
 */
export interface MachineLimits extends FileSystemLimits {
  /** Processes at once; one more fails with EAGAIN. Each is a worker. Default 48. */
  readonly processes: number;
  /** Open descriptors of one process; one more fails with EMFILE. Default 4,096. */
  readonly descriptors: number;
  /** Bytes that `spawnSync` collects from one descriptor; more fails with ENOBUFS. Default 256 MiB. */
  readonly collected: number;
}

export const DEFAULT_LIMITS: MachineLimits = {
  ...DEFAULT_FILE_SYSTEM_LIMITS,
  processes: 48,
  descriptors: 4096,
  collected: 2 ** 28,
};
