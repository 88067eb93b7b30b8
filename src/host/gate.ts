/** Work that may go on together, and work that must be alone. Who asks to be alone comes before those who ask later. */
export class Gate {
  #together = 0;
  #alone = false;
  readonly #waiting: { readonly alone: boolean; readonly enter: () => void }[] = [];

  async enter<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#admits(alone))
      await new Promise<void>((enter) => this.#waiting.push({ alone, enter }));
    else this.#count(alone, 1);
    try {
      return await work();
    } finally {
      this.#count(alone, -1);
      this.#next();
    }
  }

  #admits(alone: boolean): boolean {
    return !this.#alone && (!alone || this.#together === 0);
  }

  #count(alone: boolean, by: 1 | -1): void {
    if (alone) this.#alone = by === 1;
    else this.#together += by;
  }

  #next(): void {
    for (let next = this.#waiting[0]; next && this.#admits(next.alone); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#count(next.alone, 1);
      next.enter();
    }
  }
}
