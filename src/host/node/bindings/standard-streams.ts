import { SyscallError, type Syscalls } from "../../machine/syscalls.ts";

/** What Node's library makes of a descriptor: which class of stream it opens on it. */
export type HandleType = "TCP" | "TTY" | "UDP" | "FILE" | "PIPE" | "UNKNOWN" | "INVALID";

const types = {
  file: "FILE",
  device: "FILE",
  dir: "UNKNOWN",
  pipe: "PIPE",
  socket: "PIPE",
  tty: "TTY",
} as const;

/** libuv's `uv_guess_handle` over the kernel's kinds. Sockets between processes are unix sockets, hence pipes. */
export function guessHandleType(sys: Syscalls, fd: number): HandleType {
  try {
    return types[sys.kind(fd)];
  } catch (error) {
    if (error instanceof SyscallError) return "INVALID";
    throw error;
  }
}

/** Whether a descriptor is a terminal; false for one that is not open. */
export function isTerminal(sys: Syscalls, fd: number): boolean {
  return guessHandleType(sys, fd) === "TTY";
}
