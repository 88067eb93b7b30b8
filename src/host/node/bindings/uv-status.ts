import { SyscallError } from "../../machine/syscalls.ts";

/** Negative errno numbers of libuv (Linux) that handles report. */
export const UV = {
  EOF: -4095,
  ENOENT: -2,
  ESRCH: -3,
  EBADF: -9,
  EACCES: -13,
  EBUSY: -16,
  EEXIST: -17,
  ENODEV: -19,
  EINVAL: -22,
  EPIPE: -32,
  EAFNOSUPPORT: -97,
  EDESTADDRREQ: -89,
  ENOPROTOOPT: -92,
  EADDRINUSE: -98,
  EADDRNOTAVAIL: -99,
  ENETUNREACH: -101,
  EISCONN: -106,
  ENOTCONN: -107,
  ENOTSUP: -95,
  ECANCELED: -125,
} as const;

/** Runs a system call for a handle: 0, or the negative errno that the library expects as a return value. */
export function status(run: () => void): number {
  try {
    run();
    return 0;
  } catch (error) {
    if (error instanceof SyscallError) return error.errno;
    throw error;
  }
}
