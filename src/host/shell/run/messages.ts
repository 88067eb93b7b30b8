import { SyscallError } from "../../machine/syscalls.ts";

/** Texts of errno values, as the C library has them. */
const TEXTS: Readonly<Record<string, string>> = {
  E2BIG: "Argument list too long",
  EACCES: "Permission denied",
  EAGAIN: "Resource temporarily unavailable",
  EBADF: "Bad file descriptor",
  EBUSY: "Device or resource busy",
  ECHILD: "No child processes",
  EEXIST: "File exists",
  EFBIG: "File too large",
  EINVAL: "Invalid argument",
  EIO: "Input/output error",
  EISDIR: "Is a directory",
  ELOOP: "Too many levels of symbolic links",
  EMFILE: "Too many open files",
  ENAMETOOLONG: "File name too long",
  ENOENT: "No such file or directory",
  ENOEXEC: "Exec format error",
  ENOMEM: "Cannot allocate memory",
  ENOSPC: "No space left on device",
  ENOTDIR: "Not a directory",
  ENOTEMPTY: "Directory not empty",
  ENOTSUP: "Operation not supported",
  ENXIO: "No such device or address",
  EPERM: "Operation not permitted",
  EPIPE: "Broken pipe",
  EROFS: "Read-only file system",
  ESRCH: "No such process",
  EXDEV: "Invalid cross-device link",
};

/** What a program says about a failed system call. Anything else is a fault of ours and goes on. */
export function errorText(error: unknown): string {
  if (!(error instanceof SyscallError)) throw error;
  return TEXTS[error.code] ?? error.code;
}

/** What a person is told when something happened that the shell has no name for. */
export function faultText(error: unknown): string {
  // V8 says so when memory or the stack is used up.
  if (error instanceof RangeError) return `out of memory, or nested too deeply (${error.message})`;
  const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `a fault of the shell itself, please report it: ${fault}`;
}

/** The errno's name; anything that is not a failed system call goes on. */
export function errorCode(error: unknown): string {
  if (!(error instanceof SyscallError)) throw error;
  return error.code;
}
