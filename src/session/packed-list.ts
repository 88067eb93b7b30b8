import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";

/** The fastest that packs at all: texts of runs shrink to an eighth with it, and to a tenth with the slowest. */
const LEVEL = 1;

/** Pages that are kept unpacked besides: those which a reader is at. */
const OPEN_PAGES = 6;

/**
 * A list of plain data that only grows, and takes little room: page after page is packed once it is full. What a run of
 * weeks said does not fit into a page's memory unpacked.
 */
export class PackedList<T> {
  readonly #size: number;
  readonly #packed: Uint8Array[] = [];
  /** By page, the one that was read last at the end. */
  readonly #open = new Map<number, readonly T[]>();
  #tail: T[] = [];

  /** @param size entries of a page: all of one are unpacked to read any */
  constructor(size: number) {
    this.#size = size;
  }

  get length(): number {
    return this.#packed.length * this.#size + this.#tail.length;
  }

  push(item: T): void {
    this.#tail.push(item);
    if (this.#tail.length < this.#size) return;
    this.#packed.push(deflateSync(strToU8(JSON.stringify(this.#tail)), { level: LEVEL }));
    this.#tail = [];
  }

  at(index: number): T | undefined {
    const page = Math.floor(index / this.#size);
    const items = page === this.#packed.length ? this.#tail : this.#unpacked(page);
    return items?.[index - page * this.#size];
  }

  #unpacked(page: number): readonly T[] | undefined {
    const known = this.#open.get(page);
    const packed = this.#packed[page];
    if (packed === undefined) return undefined;
    const items = known ?? (JSON.parse(strFromU8(inflateSync(packed))) as readonly T[]);
    this.#open.delete(page);
    this.#open.set(page, items);
    const [oldest] = this.#open.keys();
    if (this.#open.size > OPEN_PAGES && oldest !== undefined) this.#open.delete(oldest);
    return items;
  }
}
