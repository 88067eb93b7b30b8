import { SyscallError, type Syscalls } from "../../machine/syscalls.ts";

/** What Node's library makes of a descriptor: which class of stream it opens on it. */
export type HandleType = "TCP" | "TTY" | "UDP" | "FILE" | "PIPE" | "UNKNOWN" | "INVALID";

const types = {
  file: "FILE",
  device: "FILE",
  dir: "UNKNOWN",
  pipe: "PIPE",
  socket: "PIPE",
  datagram: "UDP",
  tty: "TTY",
} as const;

/** libuv's `uv_guess_handle` over the kernel's kinds. Unix sockets, as processes have between them, are pipes. */
export function guessHandleType(sys: Syscalls, fd: number): HandleType {
  try {
    const kind = sys.kind(fd);
    return kind === "socket" && isTcp(sys, fd) ? "TCP" : types[kind];
  } catch (error) {
    if (error instanceof SyscallError) return "INVALID";
    throw error;
  }
}

/** Whether a socket is one of addresses and ports, rather than one with a path or between two processes. */
export function isTcp(sys: Syscalls, fd: number): boolean {
  return sys.names(fd).local.host !== "";
}

/** Whether a descriptor is a terminal; false for one that is not open. */
export function isTerminal(sys: Syscalls, fd: number): boolean {
  return guessHandleType(sys, fd) === "TTY";
}
