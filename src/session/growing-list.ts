/** Entries a page holds: a change copies one page and the table of pages, whatever the list's length. */
const PAGE = 512;

/**
 * An immutable list that grows at its end: the list before stays as it is, and shares all but the last page with the one
 * after. A run's transcript is one, since a live run appends to it for days.
 */
export class GrowingList<T> implements Iterable<T> {
  readonly length: number;
  readonly #pages: readonly (readonly T[])[];

  private constructor(pages: readonly (readonly T[])[], length: number) {
    this.#pages = pages;
    this.length = length;
  }

  static of<T>(...items: readonly T[]): GrowingList<T> {
    return new GrowingList<T>([], 0).append(...items);
  }

  /** The entry at `index`, from the end when negative. */
  at(index: number): T | undefined {
    const place = index < 0 ? this.length + index : index;
    return this.#pages[Math.floor(place / PAGE)]?.[place % PAGE];
  }

  append(...items: readonly T[]): GrowingList<T> {
    if (items.length === 0) return this;
    const pages = [...this.#pages];
    const last = this.length % PAGE === 0 ? [] : (pages.pop() ?? []);
    const tail = [...last, ...items];
    for (let from = 0; from < tail.length; from += PAGE) pages.push(tail.slice(from, from + PAGE));
    return new GrowingList(pages, this.length + items.length);
  }

  /** The list without its oldest pages, with at least `count` entries left; itself when nothing is to go. */
  keepLast(count: number): GrowingList<T> {
    const pages = Math.floor((this.length - count) / PAGE);
    return pages <= 0 ? this : new GrowingList(this.#pages.slice(pages), this.length - pages * PAGE);
  }

  /** The same list with another entry at `index`, which must be within it. */
  with(index: number, item: T): GrowingList<T> {
    const page = Math.floor(index / PAGE);
    const changed = this.#pages[page];
    if (changed === undefined || index >= this.length) {
      throw new RangeError(`There is no entry ${index} in a list of ${this.length}.`);
    }
    return new GrowingList(this.#pages.with(page, changed.with(index % PAGE, item)), this.length);
  }

  find(test: (item: T) => boolean): T | undefined {
    for (const item of this) if (test(item)) return item;
    return undefined;
  }

  /** -1 when there is none. */
  findLastIndex(test: (item: T) => boolean): number {
    for (let page = this.#pages.length - 1; page >= 0; page -= 1) {
      const at = this.#pages[page]?.findLastIndex(test) ?? -1;
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  findLast(test: (item: T) => boolean): T | undefined {
    const at = this.findLastIndex(test);
    return at < 0 ? undefined : this.at(at);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const page of this.#pages) yield* page;
  }
}
