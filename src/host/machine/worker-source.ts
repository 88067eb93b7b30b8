import type { SyscallError, ProcessStart } from "./syscalls.ts";
import type { ImageName } from "./programs.ts";
import type { CallName, StartAids, Value } from "./wire.ts";
import type { WorkerGroup } from "./worker-group.ts";

/** What a worker tells the kernel. */
export interface SeatOwner {
  /** A system call. `reply` may be called later; never when the process ended meanwhile. */
  call(name: CallName, args: Value, reply: (result: Value | SyscallError) => void): void;
  /** Output that the program did not wait for. It comes before any call made after it. */
  wrote(fd: number, bytes: Uint8Array): void;
  /** A change of files that the program did not wait for: as ChannelHandler.sent. It comes as output does. */
  sent(call: Value): void;
  /** The worker sends an object ahead of the call that names it. */
  attached(id: number, value: unknown): void;
  /** Its worker is there and prepared, and the program begins. */
  started(): void;
  /** An error that not even the program's own runtime caught. */
  crashed(message: string): void;
}

/** A process's place in a worker, which is its alone for as long as it runs. */
export interface Seat {
  /** The worker ran another program before. */
  readonly reused: boolean;
  start(start: ProcessStart, aids?: StartAids): void;
  /** `most`: drops it when so many events wait for a program that does not look at them. */
  event(id: number, values: readonly Value[], most?: number): void;
  /** Hands over an object that only the browser can carry. */
  attach(key: number, value: unknown): void;
  /**
   * Stops it at once, whatever it does. `byItself`: it ended by the call `exit` that is being answered, and left nothing
   * behind, so that its worker may be used again.
   */
  end(byItself: boolean): void;
}

/** Where the kernel gets workers from. */
export interface WorkerSource {
  /** `group`: whose workers may be used again for this process, and which its worker may join; null = none. */
  take(image: ImageName, owner: SeatOwner, group: WorkerGroup | null): Seat;
}
