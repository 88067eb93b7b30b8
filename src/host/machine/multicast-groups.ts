import { failure } from "./errno.ts";

/** As Linux has it for one socket (igmp_max_memberships, igmp_max_msf). */
const MAX_GROUPS = 20;
const MAX_SOURCES = 10;

/** The groups that one socket is a member of. */
export class Groups {
  /** Whose datagrams it takes; null = everybody's. */
  readonly #joined = new Map<string, Set<string> | null>();

  /** `source`: null for all of them. @throws EADDRINUSE, EADDRNOTAVAIL, EINVAL, ENOBUFS */
  join(group: string, source: string | null): void {
    const sources = this.#joined.get(group);
    if (sources === undefined) {
      if (this.#joined.size >= MAX_GROUPS) throw failure("ENOBUFS");
      this.#joined.set(group, source === null ? null : new Set([source]));
    } else if (source === null) throw failure("EADDRINUSE");
    else if (sources === null) throw failure("EINVAL");
    else if (sources.has(source)) throw failure("EADDRNOTAVAIL");
    else if (sources.size >= MAX_SOURCES) throw failure("ENOBUFS");
    else sources.add(source);
  }

  /** @throws EADDRNOTAVAIL, EINVAL */
  leave(group: string, source: string | null): void {
    const sources = this.#joined.get(group);
    if (source === null) {
      if (!this.#joined.delete(group)) throw failure("EADDRNOTAVAIL");
    } else if (!sources) throw failure("EINVAL");
    else {
      if (!sources.delete(source)) throw failure("EADDRNOTAVAIL");
      if (sources.size === 0) this.#joined.delete(group);
    }
  }

  /** Whether it is a member of a group. */
  has(group: string): boolean {
    return this.#joined.has(group);
  }

  /** Whether it is willing to take what `source` sends to a group: who is no member is, too (IP_MULTICAST_ALL). */
  takes(group: string, source: string): boolean {
    const sources = this.#joined.get(group);
    return !sources || sources.has(source);
  }

  /** Those that it is a member of. */
  all(): string[] {
    return [...this.#joined.keys()];
  }
}
