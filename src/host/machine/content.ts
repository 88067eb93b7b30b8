import { failure, LimitReached } from "./errno.ts";

/** What a file system may hold. Passing either fails with ENOSPC. */
export interface FileSystemLimits {
  /** Sum of the sizes of all files. Default 1 GiB. */
  readonly bytes: number;
  /** Files, directories and links together. Default 500,000. */
  readonly inodes: number;
}

export const DEFAULT_FILE_SYSTEM_LIMITS: FileSystemLimits = { bytes: 2 ** 30, inodes: 500_000 };

/** What one file system holds now, against its limits. */
export class Quota {
  bytes = 0;
  inodes = 0;
  readonly limits: FileSystemLimits;
  constructor(limits: FileSystemLimits) {
    this.limits = limits;
  }

  /** @throws ENOSPC; nothing has changed then. */
  addBytes(delta: number): void {
    if (delta > 0 && this.bytes + delta > this.limits.bytes)
      throw new LimitReached("ENOSPC", this.limits.bytes, "bytes of files");
    this.bytes += delta;
  }

  addInode(): void {
    if (this.inodes >= this.limits.inodes) throw new LimitReached("ENOSPC", this.limits.inodes, "files");
    this.inodes++;
  }
}

const EMPTY = new Uint8Array(0);

/** The bytes of a file. Copies share one buffer until either is written to. */
export class Content {
  #bytes: Uint8Array = EMPTY;
  #length = 0;
  /** Another Content may hold the same buffer, so it must not be written in place. */
  #shared = false;
  readonly #quota: Quota;

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  get length(): number {
    return this.#length;
  }

  /** A window onto the bytes, good until the next write. */
  view(start = 0, end = this.#length): Uint8Array {
    return this.#bytes.subarray(start, Math.max(start, Math.min(end, this.#length)));
  }

  /** A copy that the caller may keep. */
  slice(start: number, end: number): Uint8Array {
    return this.#bytes.slice(start, Math.max(start, Math.min(end, this.#length)));
  }

  /** Takes over `bytes`, which nobody else may change from now on. */
  adopt(bytes: Uint8Array): void {
    this.#quota.addBytes(bytes.length - this.#length);
    this.#bytes = bytes;
    this.#length = bytes.length;
    this.#shared = false;
  }

  write(bytes: Uint8Array, position: number): void {
    const end = position + bytes.length;
    if (end > this.#length) this.#quota.addBytes(end - this.#length);
    this.#makeWritable(Math.max(end, this.#length));
    if (position > this.#length) this.#bytes.fill(0, this.#length, position);
    this.#bytes.set(bytes, position);
    this.#length = Math.max(this.#length, end);
  }

  resize(length: number): void {
    if (length === this.#length) return;
    this.#quota.addBytes(length - this.#length);
    if (length === 0) {
      this.#bytes = EMPTY;
      this.#shared = false;
    } else if (length > this.#length) {
      this.#makeWritable(length);
      this.#bytes.fill(0, this.#length, length);
    }
    this.#length = length;
  }

  /** A second Content with the same bytes, counted in `quota`. */
  fork(quota: Quota): Content {
    const copy = new Content(quota);
    quota.addBytes(this.#length);
    copy.#bytes = this.#bytes;
    copy.#length = this.#length;
    copy.#shared = this.#shared = this.#length > 0;
    return copy;
  }

  #makeWritable(capacity: number): void {
    if (!this.#shared && this.#bytes.length >= capacity) return;
    // Doubling makes appending cheap; past 64 MiB the slack is bounded.
    const room =
      this.#bytes.length >= capacity
        ? capacity
        : Math.max(capacity, Math.min(this.#length * 2, this.#length + 2 ** 26), 64);
    let grown: Uint8Array;
    try {
      grown = new Uint8Array(room);
    } catch {
      throw failure("ENOSPC"); // The browser has no memory left for it.
    }
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#shared = false;
  }
}
