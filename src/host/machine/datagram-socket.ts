import type { DatagramPorts } from "./datagram-ports.ts";
import { Description } from "./description.ts";
import { failure, type ErrnoName } from "./errno.ts";
import { O_RDWR, S_IFSOCK } from "./flags.ts";
import { Groups } from "./multicast-groups.ts";
import { isAny, isBroadcast, isGroup, isIpv6, isOwn, loopbackOf, mapped, unmapped } from "./own-addresses.ts";
import { streamStat, Waiters } from "./pipe.ts";
import type { Datagram, DatagramAddress, DatagramOption, SocketName, Stat, Undo } from "./syscalls.ts";

/** The longest datagrams: what an IP packet has room for beside its headers. */
const MAX_IPV4 = 65_507;
const MAX_IPV6 = 65_527;

/** What a datagram that waits counts beside its bytes: about what keeping it takes. */
const OVERHEAD = 512;

/** Sizes of buffers as on Linux (net.core.rmem_default, rmem_max), which doubles what it is asked for. */
const DEFAULT_BUFFER = 212_992;
const MAX_BUFFER = 2 ** 22;
const MIN_RECEIVE_BUFFER = 2304;
const MIN_SEND_BUFFER = 4608;

const UNBOUND = (host: string): SocketName => ({ host, port: 0 });

/**
 * A socket for datagrams (udp(7)) of the machine's own loopback. What is sent is there at once, or is lost: where nobody
 * is bound, or the receiver's buffer is full. Addresses of IPv4 are kept plain, also in sockets of IPv6.
 */
export class DatagramSocket extends Description {
  readonly kind = "datagram";
  onlyIpv6 = false;
  reuseAddress = false;
  reusePort = false;
  /** Where it is; port 0 = nowhere yet. */
  local: SocketName;
  remote: SocketName | null = null;
  /** Where it was bound to be, before it was connected. */
  #asked: SocketName;
  readonly #ports: DatagramPorts;
  readonly #isIpv6: boolean;
  readonly #stat: Stat;
  readonly #options: Record<DatagramOption, number> = {
    broadcast: 0,
    loopsGroups: 1,
    receiveBuffer: DEFAULT_BUFFER,
    sendBuffer: DEFAULT_BUFFER,
  };
  readonly #groups = new Groups();
  readonly #queue: Datagram[] = [];
  /** Bytes that the queue counts. */
  #queued = 0;
  /** What went wrong since the last call, which the next one reports. */
  #error: ErrnoName | null = null;
  readonly #arrived = new Waiters();

  constructor(ports: DatagramPorts, isIpv6Socket: boolean, now: number) {
    super(O_RDWR);
    this.#ports = ports;
    this.#isIpv6 = isIpv6Socket;
    this.#stat = streamStat(S_IFSOCK | 0o777, now);
    this.local = this.#asked = UNBOUND(isIpv6Socket ? "::" : "0.0.0.0");
  }

  stat(): Stat {
    return this.#stat;
  }

  /** Where its ends are, in its own kind of addresses. */
  get names(): { local: SocketName; remote: SocketName | null } {
    return { local: this.#shown(this.local), remote: this.remote && this.#shown(this.remote) };
  }

  /** @throws EADDRINUSE, EADDRNOTAVAIL, EINVAL when it is bound already, or the address is of another kind */
  bind({
    host: asked,
    port,
    onlyIpv6 = false,
    reuseAddress = false,
    reusePort = false,
  }: DatagramAddress): void {
    if (this.local.port !== 0 || isIpv6(asked) !== this.#isIpv6) throw failure("EINVAL");
    const host = unmapped(asked);
    if (!isOwn(host) && !isGroup(host) && !isBroadcast(host)) throw failure("EADDRNOTAVAIL");
    this.onlyIpv6 = onlyIpv6;
    this.reuseAddress = reuseAddress;
    this.reusePort = reusePort;
    this.local = { host, port: this.#ports.add(this, host, port) };
    this.#asked = { host, port };
  }

  /** From now on it sends to `to`, and takes only what comes from there. @throws ENETUNREACH, EACCES, EINVAL … */
  connect(to: SocketName): void {
    const remote = this.#route(to);
    this.#bindAnywhere();
    this.remote = remote;
    if (isAny(this.local.host)) this.local = { host: loopbackOf(remote.host), port: this.local.port };
  }

  /** Undoes `connect`; and, as on Linux, a port that was given to it is taken again. */
  disconnect(): void {
    this.remote = null;
    const { port } = this.local;
    if (this.#asked.port === 0) this.#ports.remove(this, port);
    this.local = { host: this.#asked.host, port: this.#asked.port };
  }

  /**
   * Sends a datagram, whose bytes are the socket's from then on. `to`: null for where it is connected to.
   * @throws EDESTADDRREQ, EMSGSIZE, ENETUNREACH, EACCES, EINVAL; ECONNREFUSED when an earlier one found nobody there
   */
  sendTo(bytes: Uint8Array, to: SocketName | null): number {
    const target = to ? this.#route(to) : this.remote;
    if (!target) throw failure("EDESTADDRREQ");
    this.#bindAnywhere();
    this.#report();
    if (bytes.length > (isIpv6(target.host) ? MAX_IPV6 : MAX_IPV4)) throw failure("EMSGSIZE");
    if (isGroup(target.host) && this.#options.loopsGroups === 0) return bytes.length;
    const { host, port } = this.local;
    const isPlace = isOwn(host) && !isAny(host);
    const from = { host: isPlace ? host : loopbackOf(target.host), port };
    // Only a connected socket hears of it.
    if (!this.#ports.deliver(bytes, from, target) && this.remote) this.#fail("ECONNREFUSED");
    return bytes.length;
  }

  /** The datagrams that wait, at most so many; null when there are none. @throws what went wrong since the last call */
  receive(most: number): Datagram[] | null {
    this.#report();
    if (this.#queue.length === 0) return null;
    const taken = this.#queue.splice(0, most);
    for (const { bytes } of taken) this.#release(bytes.length + OVERHEAD);
    return taken;
  }

  /** How closely it fits what is sent to `host`: 0 = not at all. */
  closeness(from: SocketName, host: string): number {
    const { remote } = this;
    if (remote && (remote.port !== from.port || remote.host !== from.host)) return 0;
    if (isGroup(host) && !this.#groups.takes(host, from.host)) return 0;
    const exact = this.local.host === host;
    if (!exact && !this.#isWide(host)) return 0;
    return 1 + (this.#isIpv6 ? 0 : 1) + (remote ? 2 : 0) + (exact ? 4 : 0);
  }

  /** Something came for it, which is dropped when there is no room. */
  take(bytes: Uint8Array, from: SocketName): void {
    if (this.#queued > this.#options.receiveBuffer) return;
    const size = bytes.length + OVERHEAD;
    if (!this.#ports.reserve(size)) return;
    this.#queued += size;
    this.#queue.push({ bytes, from: this.#shown(from) });
    this.#arrived.wakeAll();
  }

  /** Sets an option if there is a value. Returns what it is then. @throws EINVAL */
  option(name: DatagramOption, value: number | null): number {
    if (value === null) return this.#options[name];
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** 31) throw failure("EINVAL");
    const doubled = Math.min(value, MAX_BUFFER) * 2;
    if (name === "receiveBuffer") this.#options[name] = Math.max(doubled, MIN_RECEIVE_BUFFER);
    else if (name === "sendBuffer") this.#options[name] = Math.max(doubled, MIN_SEND_BUFFER);
    else this.#options[name] = value === 0 ? 0 : 1;
    return this.#options[name];
  }

  /** Joins or leaves a group, or what `source` sends to it. @throws as `Groups`; ENOPROTOOPT for an address of IPv6 in IPv4 */
  setMembership(group: string, isMember: boolean, source: string | null): void {
    if (isIpv6(group) && !this.#isIpv6) throw failure("ENOPROTOOPT");
    if (!isGroup(group)) throw failure("EINVAL");
    const wasMember = this.#groups.has(group);
    if (isMember) this.#groups.join(group, source);
    else this.#groups.leave(group, source);
    const change = Number(this.#groups.has(group)) - Number(wasMember);
    if (change !== 0) this.#ports.countMembers(group, change);
  }

  /** The next datagram, cut to `length`. */
  read(length: number, position: number | null): Uint8Array | null {
    if (position !== null) throw failure("ESPIPE");
    return this.receive(1)?.[0]?.bytes.slice(0, length) ?? null;
  }

  write(bytes: Uint8Array, position: number | null): number {
    if (position !== null) throw failure("ESPIPE");
    return this.sendTo(bytes.slice(), null);
  }

  override whenReady(_direction: "read" | "write", wake: () => void): Undo {
    return this.#arrived.add(wake);
  }

  override shutdown(): void {
    if (!this.remote) throw failure("ENOTCONN");
  }

  protected override ended(): void {
    this.#ports.remove(this, this.local.port);
    for (const group of this.#groups.all()) this.#ports.countMembers(group, -1);
    this.#queue.length = 0;
    this.#release(this.#queued);
  }

  /** Whether it is bound to all addresses of a family, `host`'s among them. */
  #isWide(host: string): boolean {
    if (isIpv6(host)) return this.local.host === "::";
    return this.local.host === "0.0.0.0" || (this.local.host === "::" && !this.onlyIpv6);
  }

  /** Where an address leads. */
  #route({ host: asked, port }: SocketName): SocketName {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw failure("EINVAL");
    if (isIpv6(asked) !== this.#isIpv6) throw failure("EINVAL");
    const host = unmapped(asked);
    if (!isOwn(host) && !isGroup(host) && !isBroadcast(host)) throw failure("ENETUNREACH");
    if (isBroadcast(host) && this.#options.broadcast === 0) throw failure("EACCES");
    const { host: local } = this.local;
    const isOtherFamily = isIpv6(local) !== isIpv6(host);
    if (isOtherFamily && (local !== "::" || this.onlyIpv6)) throw failure("ENETUNREACH");
    return { host: isAny(host) ? loopbackOf(host) : host, port };
  }

  #bindAnywhere(): void {
    const { host, port } = this.local;
    if (port === 0) this.local = { host, port: this.#ports.add(this, host, 0) };
  }

  #shown({ host, port }: SocketName): SocketName {
    return { host: this.#isIpv6 ? mapped(host) : host, port };
  }

  #fail(error: ErrnoName): void {
    this.#error = error;
    this.#arrived.wakeAll();
  }

  #report(): void {
    const error = this.#error;
    this.#error = null;
    if (error) throw failure(error);
  }

  #release(size: number): void {
    this.#queued -= size;
    this.#ports.release(size);
  }
}
