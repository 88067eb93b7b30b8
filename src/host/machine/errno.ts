import { SyscallError } from "./syscalls.ts";

/** Errno numbers of Linux (asm-generic/errno.h), by name; libuv reports them negated. */
export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  E2BIG: 7,
  ENOEXEC: 8,
  EBADF: 9,
  ECHILD: 10,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  EXDEV: 18,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ENOTTY: 25,
  EFBIG: 27,
  ENOSPC: 28,
  ESPIPE: 29,
  EROFS: 30,
  EMLINK: 31,
  EPIPE: 32,
  ENAMETOOLONG: 36,
  ENOSYS: 38,
  ENOTEMPTY: 39,
  ELOOP: 40,
  ENOTSOCK: 88,
  EDESTADDRREQ: 89,
  EMSGSIZE: 90,
  ENOPROTOOPT: 92,
  EADDRINUSE: 98,
  EADDRNOTAVAIL: 99,
  ENOTSUP: 95,
  ENETUNREACH: 101,
  ECONNRESET: 104,
  ENOBUFS: 105,
  ENOTCONN: 107,
  ETIMEDOUT: 110,
  ECONNREFUSED: 111,
} as const;

export type ErrnoName = keyof typeof ERRNO;

/**
 * The error that a call fails with. It has no stack: programs look for files that are not there all the time, and to
 * note where that was takes longer than to look.
 */
export function failure(code: ErrnoName): SyscallError {
  const fields = { name: "SyscallError", message: code, code, errno: -ERRNO[code] };
  return { __proto__: SyscallError.prototype, ...fields } as unknown as SyscallError;
}

/** The failure of a call that met a limit of the machine, which whoever made it is told by name. */
export class LimitReached extends SyscallError {
  /** For instance `48 processes`. */
  readonly limit: string;
  constructor(code: ErrnoName, count: number, what: string) {
    super(code, -ERRNO[code]);
    this.limit = `${count.toLocaleString("en-US")} ${what}`;
  }
}

/** Texts as libuv has them (uv_strerror), for messages that a person or a program reads. */
export const ERRNO_TEXT: Readonly<Record<ErrnoName, string>> = {
  EPERM: "operation not permitted",
  ENOENT: "no such file or directory",
  ESRCH: "no such process",
  EINTR: "interrupted system call",
  EIO: "i/o error",
  ENXIO: "no such device or address",
  E2BIG: "argument list too long",
  ENOEXEC: "exec format error",
  EBADF: "bad file descriptor",
  ECHILD: "no child processes",
  EAGAIN: "resource temporarily unavailable",
  ENOMEM: "not enough memory",
  EACCES: "permission denied",
  EBUSY: "resource busy or locked",
  EEXIST: "file already exists",
  EXDEV: "cross-device link not permitted",
  ENODEV: "no such device",
  ENOTDIR: "not a directory",
  EISDIR: "illegal operation on a directory",
  EINVAL: "invalid argument",
  ENFILE: "file table overflow",
  EMFILE: "too many open files",
  ENOTTY: "inappropriate ioctl for device",
  EFBIG: "file too large",
  ENOSPC: "no space left on device",
  ESPIPE: "invalid seek",
  EROFS: "read-only file system",
  EMLINK: "too many links",
  EPIPE: "broken pipe",
  ENAMETOOLONG: "name too long",
  ENOSYS: "function not implemented",
  ENOTEMPTY: "directory not empty",
  ELOOP: "too many symbolic links encountered",
  ENOTSOCK: "socket operation on non-socket",
  EDESTADDRREQ: "destination address required",
  EMSGSIZE: "message too long",
  ENOPROTOOPT: "protocol not available",
  EADDRINUSE: "address already in use",
  EADDRNOTAVAIL: "address not available",
  ENOTSUP: "operation not supported on socket",
  ENETUNREACH: "network is unreachable",
  ECONNRESET: "connection reset by peer",
  ENOBUFS: "no buffer space available",
  ENOTCONN: "socket is not connected",
  ETIMEDOUT: "connection timed out",
  ECONNREFUSED: "connection refused",
};
