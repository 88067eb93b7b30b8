import type { DatagramSocket } from "./datagram-socket.ts";
import { failure } from "./errno.ts";
import { clash, isBroadcast, isGroup } from "./own-addresses.ts";
import { PortNumbers } from "./port-numbers.ts";
import type { SocketName } from "./syscalls.ts";

/** Groups that every machine is a member of (RFC 1112, RFC 4291 2.7.1). */
const ALL_HOSTS: ReadonlySet<string> = new Set(["224.0.0.1", "ff01::1", "ff02::1"]);

/** Which of the machine's sockets are bound to which ports for datagrams, and who gets what is sent to them. */
export class DatagramPorts {
  /** In the order in which they were bound. */
  readonly #bound = new Map<number, Set<DatagramSocket>>();
  /** How many sockets are members of a group. */
  readonly #members = new Map<string, number>();
  readonly #limit: number;
  #waiting = 0;
  readonly #numbers = new PortNumbers((port) => this.#bound.has(port));

  /** `limit`: bytes that may wait for all sockets together. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Ports that some socket is bound to. */
  ports(): number[] {
    return [...this.#bound.keys()];
  }

  /** Whether there is still room for so many bytes, which are counted until they are released. */
  reserve(size: number): boolean {
    if (this.#waiting + size > this.#limit) return false;
    this.#waiting += size;
    return true;
  }

  release(size: number): void {
    this.#waiting -= size;
  }

  /** Returns the port; 0 = any that nobody has. @throws EADDRINUSE, EINVAL */
  add(socket: DatagramSocket, host: string, wanted: number): number {
    const port = this.#numbers.wanted(wanted);
    const others = this.#bound.get(port) ?? new Set();
    const place = { host, onlyIpv6: socket.onlyIpv6 };
    for (const other of others) {
      const shared = (socket.reuseAddress && other.reuseAddress) || (socket.reusePort && other.reusePort);
      if (!shared && clash(place, { host: other.local.host, onlyIpv6: other.onlyIpv6 }))
        throw failure("EADDRINUSE");
    }
    this.#bound.set(port, others.add(socket));
    return port;
  }

  remove(socket: DatagramSocket, port: number): void {
    const others = this.#bound.get(port);
    others?.delete(socket);
    if (others?.size === 0) this.#bound.delete(port);
  }

  /** So many more sockets, or fewer, are members of a group. */
  countMembers(group: string, change: number): void {
    const count = (this.#members.get(group) ?? 0) + change;
    if (count === 0) this.#members.delete(group);
    else this.#members.set(group, count);
  }

  /** Hands a datagram to whom it is for. Returns whether there was anybody at all. */
  deliver(bytes: Uint8Array, from: SocketName, to: SocketName): boolean {
    const sockets = this.#bound.get(to.port) ?? [];
    if (isGroup(to.host) || isBroadcast(to.host)) {
      // As on Linux, a group of which somebody here is a member reaches all who do not say otherwise.
      const isHeard = isBroadcast(to.host) || ALL_HOSTS.has(to.host) || this.#members.has(to.host);
      if (!isHeard) return true;
      for (const socket of sockets) if (socket.closeness(from, to.host) > 0) socket.take(bytes, from);
      return true;
    }
    let closest = 1;
    let takers: DatagramSocket[] = [];
    for (const socket of sockets) {
      const closeness = socket.closeness(from, to.host);
      if (closeness > closest) [closest, takers] = [closeness, [socket]];
      else if (closeness === closest) takers.push(socket);
    }
    // As on Linux: who was bound last, but those that share the port by `reusePort` each get what some senders send.
    const sharing = takers.filter(({ reusePort }) => reusePort);
    const taker = sharing.length > 1 ? sharing[hash(from) % sharing.length] : takers.at(-1);
    taker?.take(bytes, from);
    return taker !== undefined;
  }
}

/** FNV-1a, so that what one sender sends comes to the same socket. */
function hash({ host, port }: SocketName): number {
  let state = 0x811c9dc5 ^ port;
  for (let i = 0; i < host.length; i++) state = Math.imul(state ^ host.charCodeAt(i), 0x01000193);
  return (state ^ (state >>> 15)) >>> 0;
}
