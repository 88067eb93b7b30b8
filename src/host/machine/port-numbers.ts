import { failure } from "./errno.ts";

const FIRST_EPHEMERAL = 32_768;
const LAST_PORT = 65_535;

/** The numbers of the ports of one kind, and which of them a socket gets that asks for none. */
export class PortNumbers {
  readonly #isTaken: (port: number) => boolean;
  #next = FIRST_EPHEMERAL;

  constructor(isTaken: (port: number) => boolean) {
    this.#isTaken = isTaken;
  }

  /** The port that is wanted; 0 = any that nobody has. @throws EINVAL, EADDRINUSE when all are taken */
  wanted(port: number): number {
    if (!Number.isInteger(port) || port < 0 || port > LAST_PORT) throw failure("EINVAL");
    return port === 0 ? this.#ephemeral() : port;
  }

  #ephemeral(): number {
    for (let tries = FIRST_EPHEMERAL; tries <= LAST_PORT; tries++) {
      const port = this.#next++;
      if (this.#next > LAST_PORT) this.#next = FIRST_EPHEMERAL;
      if (!this.#isTaken(port)) return port;
    }
    throw failure("EADDRINUSE");
  }
}
