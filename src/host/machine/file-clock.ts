/** The time that files are stamped with. */
export class FileClock {
  readonly #real: () => number;
  #pretended: number | null = null;

  /** @param real milliseconds since the epoch, with fractions */
  constructor(real: () => number) {
    this.#real = real;
  }

  readonly now = (): number => this.#pretended ?? this.#real();

  /** Does something that was asked for at `time`, in milliseconds since the epoch, unless that is still to come. */
  asOf(time: number, work: () => void): void {
    this.#pretended = Math.min(time, this.#real());
    try {
      work();
    } finally {
      this.#pretended = null;
    }
  }
}
