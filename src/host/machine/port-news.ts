/** So many changes are told as they come; if there are more within NEWS_MS, the rest by what they come to. */
const NEWS_AT_ONCE = 64;
const NEWS_MS = 50;

/** Tells which ports opened and closed, at a pace that whoever listens can keep. */
export class PortNews {
  readonly #isOpen: (port: number) => boolean;
  readonly #tell: (port: number, event: "open" | "close") => void;
  readonly #told = new Set<number>();
  readonly #changed = new Set<number>();
  /** Told since the last pause. */
  #recent = 0;

  constructor(isOpen: (port: number) => boolean, tell: (port: number, event: "open" | "close") => void) {
    this.#isOpen = isOpen;
    this.#tell = tell;
  }

  changed(port: number): void {
    this.#changed.add(port);
    if (this.#recent++ === 0) setTimeout(() => this.#pause(), NEWS_MS);
    if (this.#recent <= NEWS_AT_ONCE) this.#publish();
  }

  #pause(): void {
    this.#recent = 0;
    this.#publish();
  }

  #publish(): void {
    for (const port of this.#changed) {
      const open = this.#isOpen(port);
      if (open === this.#told.has(port)) continue;
      if (open) this.#told.add(port);
      else this.#told.delete(port);
      this.#tell(port, open ? "open" : "close");
    }
    this.#changed.clear();
  }
}
