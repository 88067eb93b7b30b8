import type { Description } from "./description.ts";
import { failure } from "./errno.ts";
import { SyscallError, type Undo } from "./syscalls.ts";
import type { Value } from "./wire.ts";

type Settle = (result: Value | SyscallError) => void;

/** A call that has no answer yet. `begin` starts waiting; its undo, called when the process ends first, stops it. */
export class Waiting {
  readonly begin: (settle: Settle) => Undo;
  constructor(begin: (settle: Settle) => Undo) {
    this.begin = begin;
  }
}

export type Answer = Value | Waiting;

/** Tries `attempt` now and whenever the description may be ready, until it answers something other than null. */
export function untilReady(
  description: Description,
  direction: "read" | "write",
  attempt: () => Uint8Array | number | null,
): Answer {
  const now = attempt();
  if (now !== null) return now;
  return new Waiting((settle) => {
    let stop: Undo;
    description.hold();
    const again = (): void => {
      let result: Uint8Array | number | SyscallError | null;
      try {
        result = attempt();
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        result = error;
      }
      if (result === null) stop = description.whenReady(direction, again);
      else {
        description.drop();
        settle(result);
      }
    };
    stop = description.whenReady(direction, again);
    return () => {
      stop();
      description.drop();
    };
  });
}

/** The latest time that a Date can hold. */
const MAX_TIME = 8.64e15;

/** The arguments of a call. They come from a program, so nothing about them is taken for granted. */
export class Arguments {
  readonly #values: readonly Value[];

  constructor(values: Value) {
    if (!Array.isArray(values)) throw failure("EINVAL");
    this.#values = values as readonly Value[];
  }

  text(index: number): string {
    const value = this.#values[index];
    if (typeof value !== "string" || value.includes("\0")) throw failure("EINVAL");
    return value;
  }

  /** Any string, zero bytes included. */
  string(index: number): string {
    const value = this.#values[index];
    if (typeof value !== "string") throw failure("EINVAL");
    return value;
  }

  number(index: number): number {
    const value = this.#values[index];
    if (typeof value !== "number" || Number.isNaN(value)) throw failure("EINVAL");
    return value;
  }

  /** A whole number that is not negative: a length, a descriptor, an id. */
  count(index: number): number {
    const value = this.number(index);
    if (!Number.isSafeInteger(value) || value < 0) throw failure("EINVAL");
    return value;
  }

  descriptor(index: number): number {
    const value = this.number(index);
    if (!Number.isSafeInteger(value) || value < 0) throw failure("EBADF");
    return value;
  }

  /** A place in a file, or null for its own offset. */
  position(index: number): number | null {
    const value = this.#values[index];
    return value === undefined || value === null ? null : this.count(index);
  }

  /** Milliseconds since the epoch that a Date can be made of. */
  time(index: number): number {
    const value = this.number(index);
    if (Math.abs(value) > MAX_TIME) throw failure("EINVAL");
    return value;
  }

  flag(index: number): boolean {
    return this.#values[index] === true;
  }

  list(index: number): readonly Value[] {
    const value = this.#values[index];
    if (!Array.isArray(value)) throw failure("EINVAL");
    return value as readonly Value[];
  }

  bytes(index: number): Uint8Array {
    const value = this.#values[index];
    if (!(value instanceof Uint8Array)) throw failure("EINVAL");
    return value;
  }

  raw(index: number): Value {
    return this.#values[index];
  }
}
