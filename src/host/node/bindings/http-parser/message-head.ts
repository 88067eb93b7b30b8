/** Headers that are gathered before the library is told of some. */
const MOST_HEADERS = 31;

/** Bytes of all extensions of a chunk together, as Node limits them. */
const MOST_EXTENSIONS = 16_384;

/** What is read of a message before its body: a piece of a text may come alone. */
export class MessageHead {
  url = "";
  reason = "";
  /** Names and values in turn. */
  #headers: string[] = [];
  #valueBegun = true;
  #size = 0;
  #extensions = 0;
  /** Of this section: the headers of a message, or its trailers. */
  #names = 0;
  #mostNames: number | undefined;

  /** Another message begins; what is counted of the last one's size goes on, as in Node. */
  clear(): void {
    this.url = "";
    this.reason = "";
    this.#headers = [];
    this.#valueBegun = true;
    this.#extensions = 0;
    this.#mostNames = undefined;
  }

  /** A section of headers is over. */
  endSection(): void {
    this.#names = 0;
    this.#mostNames = undefined;
  }

  /** Counts from zero again. */
  resetSize(): void {
    this.#size = 0;
  }

  /** The header of a chunk was read, or a chunk is over. */
  endChunkPart(): void {
    this.#size = 0;
    this.#extensions = 0;
  }

  /** Whether `length` more are within the limit of a head's size. */
  grows(length: number, limit: number): boolean {
    this.#size += length;
    return this.#size < limit;
  }

  extensionsGrow(length: number): boolean {
    this.#extensions += length;
    return this.#extensions <= MOST_EXTENSIONS;
  }

  /** Whether the next piece of a name begins one. */
  get beginsName(): boolean {
    return this.#valueBegun;
  }

  /** Whether one more header is within the limit, which is asked for once a section; names and values count. */
  countName(limit: () => unknown): boolean {
    this.#names += 2;
    if (this.#mostNames === undefined) {
      const most = limit();
      this.#mostNames = typeof most === "number" && most > 0 ? most : 0;
    }
    return this.#mostNames === 0 || this.#names <= this.#mostNames;
  }

  /** Whether there are so many headers that they have to be taken before another. */
  get isFull(): boolean {
    return this.#headers.length >= MOST_HEADERS * 2;
  }

  get hasHeaders(): boolean {
    return this.#headers.length > 0;
  }

  addName(text: string): void {
    if (this.#valueBegun) this.#headers.push(text, "");
    else this.#headers[this.#headers.length - 2] += text;
    this.#valueBegun = false;
  }

  addValue(text: string): void {
    this.#headers[this.#headers.length - 1] += text;
    this.#valueBegun = true;
  }

  /** The headers so far, without blanks at the ends of values, and none are left. */
  takeHeaders(): string[] {
    const headers = this.#headers.map((text, i) => (i % 2 === 0 ? text : text.replace(/[ \t]+$/, "")));
    this.#headers = [];
    this.#valueBegun = true;
    return headers;
  }
}
