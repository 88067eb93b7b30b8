import { writeSync } from "node:fs";

/** Collects bytes and writes them in pieces, so that output without end meets whoever limits it. */
export class Output {
  readonly #descriptor: number;
  readonly #piece = new Uint8Array(65_536);
  #length = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** @param byte null marks a flush. */
  readonly add = (byte: number | null): void => {
    if (byte === null) return;
    this.#piece[this.#length++] = byte;
    if (this.#length === this.#piece.length) this.flush();
  };

  flush(): void {
    for (let at = 0; at < this.#length;) {
      at += writeSync(this.#descriptor, this.#piece, at, this.#length - at);
    }
    this.#length = 0;
  }
}
