import type { SyscallError, ProcessStart } from "./syscalls.ts";
import type { ImageName } from "./programs.ts";
import type { CallName, Value } from "./wire.ts";

/** What a worker tells the kernel. */
export interface SeatOwner {
  /** A system call. `reply` may be called later; never when the process ended meanwhile. */
  call(name: CallName, args: Value, reply: (result: Value | SyscallError) => void): void;
  /** An error that not even the program's own runtime caught. */
  crashed(message: string): void;
}

/** A worker that is one process's alone. */
export interface Seat {
  start(start: ProcessStart): void;
  event(id: number, values: readonly Value[]): void;
  /** Stops it at once, whatever it does. */
  end(): void;
}

/** Where the kernel gets workers from. */
export interface WorkerSource {
  take(image: ImageName, owner: SeatOwner): Seat;
}
