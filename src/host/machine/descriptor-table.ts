import type { Description } from "./description.ts";
import { failure, LimitReached } from "./errno.ts";

/** The descriptors of one process. */
export class DescriptorTable {
  readonly #open: (Description | undefined)[] = [];
  readonly #limit: number;
  /** The descriptors of the thread that opens something now, which are closed when it ends; null: they are the process's. */
  owner: Set<number> | null = null;
  readonly #owners = new Map<number, Set<number>>();

  /** `limit`: how many may be open at once; one more fails with EMFILE. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** At the lowest free number from `atLeast` on. */
  add(description: Description, atLeast = 0): number {
    let fd = atLeast;
    while (this.#open[fd]) fd++;
    if (fd >= this.#limit) throw new LimitReached("EMFILE", this.#limit, "open files");
    this.#open[fd] = description.hold();
    if (this.owner) this.claim(fd, this.owner);
    return fd;
  }

  /** What nobody holds yet; it ends when there is no room for it. */
  addNew(description: Description): number {
    description.hold();
    try {
      return this.add(description);
    } finally {
      description.drop();
    }
  }

  /** Two ends, or neither. */
  addBoth(ends: readonly [Description, Description]): [number, number] {
    const first = this.add(ends[0]);
    try {
      return [first, this.add(ends[1])];
    } catch (error) {
      this.close(first);
      throw error;
    }
  }

  /** At this very number; what was there is closed. */
  put(fd: number, description: Description): void {
    const old = this.#open[fd];
    this.#open[fd] = description.hold();
    old?.drop();
  }

  /** @throws EBADF */
  get(fd: number): Description {
    const description = this.#open[fd];
    if (!description) throw failure("EBADF");
    return description;
  }

  find(fd: number): Description | undefined {
    return this.#open[fd];
  }

  /** From now on it is a thread's, or the process's. @throws EBADF */
  claim(fd: number, owner: Set<number> | null): void {
    this.get(fd);
    this.#owners.get(fd)?.delete(fd);
    this.#owners.delete(fd);
    if (owner) this.#owners.set(fd, owner.add(fd));
  }

  close(fd: number): void {
    const description = this.get(fd);
    if (this.#owners.size > 0) this.claim(fd, null);
    this.#open[fd] = undefined;
    description.drop();
  }

  closeAll(): void {
    const all = this.#open.splice(0);
    for (const description of all) description?.drop();
  }

  numbers(): number[] {
    return [...this.#open.keys()].filter((fd) => this.#open[fd]);
  }
}
