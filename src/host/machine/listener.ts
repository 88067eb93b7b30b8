import { Description } from "./description.ts";
import { failure } from "./errno.ts";
import { O_RDWR, S_IFSOCK } from "./flags.ts";
import { streamStat, type SocketEnd } from "./pipe.ts";
import type { SocketAddress, Stat, Undo } from "./syscalls.ts";

/** Takes the server's end of a new connection. */
export type Accept = (end: SocketEnd) => void;

/** Connections that wait until somebody takes them; more are refused (libuv's default backlog). */
const BACKLOG = 511;

/** A bound socket: an address at which connections arrive, once somebody listens. Several processes may hold it. */
export class Listener extends Description {
  readonly kind = "socket";
  readonly address: SocketAddress;
  readonly #stat: Stat;
  readonly #changed: (isOver: boolean) => void;
  readonly #waiting: SocketEnd[] = [];
  /** Who takes connections, the one whose turn it is first. */
  #takers: Accept[] = [];
  #listening = false;

  /** `changed`: it began to listen, or is over. */
  constructor(address: SocketAddress, now: number, changed: (isOver: boolean) => void) {
    super(O_RDWR);
    this.address = address;
    this.#stat = streamStat(S_IFSOCK | 0o777, now);
    this.#changed = changed;
  }

  get listening(): boolean {
    return this.#listening;
  }

  stat(): Stat {
    return this.#stat;
  }

  read(): never {
    throw failure("ENOTCONN");
  }

  write(): never {
    throw failure("EPIPE");
  }

  /** Hands connections to `accept`, in turn with others that take them. */
  take(accept: Accept): Undo {
    const entry: Accept = (end) => accept(end);
    this.#takers.push(entry);
    if (!this.#listening) {
      this.#listening = true;
      this.#changed(false);
    }
    for (const end of this.#waiting.splice(0)) {
      entry(end);
      end.drop();
    }
    return () => {
      this.#takers = this.#takers.filter((taker) => taker !== entry);
    };
  }

  /** A new connection. @throws ECONNREFUSED */
  offer(end: SocketEnd): void {
    const taker = this.#takers.shift();
    if (taker) {
      this.#takers.push(taker);
      taker(end);
    } else if (this.#listening && this.#waiting.length < BACKLOG) this.#waiting.push(end.hold());
    else throw failure("ECONNREFUSED");
  }

  protected override ended(): void {
    this.#listening = false;
    for (const end of this.#waiting.splice(0)) end.drop();
    this.#changed(true);
  }
}
