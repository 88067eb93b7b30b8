import { failure } from "./errno.ts";
import { newSocket, type Inode } from "./inode.ts";
import { Listener, type Accept } from "./listener.ts";
import { clash, isAny, isIpv6, isOwn, loopbackOf, mapped } from "./own-addresses.ts";
import { makeSocketPair, type SocketEnd } from "./pipe.ts";
import { PortNews } from "./port-news.ts";
import type { SocketAddress, SocketName, Undo } from "./syscalls.ts";
import type { Vfs } from "./vfs.ts";
import { find, type Viewpoint } from "./walk.ts";

const FIRST_EPHEMERAL = 32_768;
const LAST_PORT = 65_535;

const NOWHERE: SocketName = { host: "", port: 0 };

/** The machine's own network: ports and socket files that its processes listen at. Nothing leads out of it. */
export class Loopback {
  readonly #vfs: Vfs;
  readonly #ports = new Map<number, Set<Listener>>();
  readonly #paths = new WeakMap<Inode, Listener>();
  #nextEphemeral = FIRST_EPHEMERAL;
  readonly #news: PortNews;

  constructor(vfs: Vfs, changed: (port: number, event: "open" | "close") => void) {
    this.#vfs = vfs;
    this.#news = new PortNews((port) => this.#isOpen(port), changed);
  }

  /** The ports that somebody listens at. */
  open(): number[] {
    return [...this.#ports.keys()].filter((port) => this.#isOpen(port));
  }

  /** Port 0 = any free one. @throws EADDRINUSE, EADDRNOTAVAIL, EINVAL */
  bindPort({ host, port: wanted, onlyIpv6 = false }: SocketAddress): Listener {
    if (!isOwn(host)) throw failure("EADDRNOTAVAIL");
    const port = this.#wanted(wanted);
    const bound = this.#ports.get(port) ?? new Set();
    for (const other of bound)
      if (clash({ host, onlyIpv6 }, { host: other.name.host, onlyIpv6: other.onlyIpv6 }))
        throw failure("EADDRINUSE");
    const listener = new Listener({ host, port }, onlyIpv6, this.#vfs.now(), (isOver) => {
      if (isOver) bound.delete(listener);
      if (bound.size === 0) this.#ports.delete(port);
      this.#news.changed(port);
    });
    this.#ports.set(port, bound.add(listener));
    return listener;
  }

  /** Makes a socket file, which stays when nobody listens any more. @throws EADDRINUSE … */
  bindPath(view: Viewpoint, path: string): Listener {
    const inode = newSocket(0o755, this.#vfs.now());
    try {
      this.#vfs.place(view, path, inode);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") throw failure("EADDRINUSE");
      throw error;
    }
    const listener = new Listener(NOWHERE, false, this.#vfs.now(), (isOver) => {
      if (isOver) this.#paths.delete(inode);
    });
    this.#paths.set(inode, listener);
    return listener;
  }

  /** Listens at a path for the machine's owner, until the returned `close`, which takes the file away. */
  listenPath(view: Viewpoint, path: string, accept: Accept): { close: Undo } {
    const listener = this.bindPath(view, path).hold();
    listener.take(accept);
    return {
      close: () => {
        listener.drop();
        this.#vfs.unlink(view, path);
      },
    };
  }

  /** `from`: where the connection starts, if not at any port. @throws ECONNREFUSED, EADDRINUSE */
  connectPort({ host, port }: SocketName, from: SocketName = { host, port: 0 }): SocketEnd {
    if (!isOwn(host) || !isOwn(from.host)) throw failure("EADDRNOTAVAIL");
    const listener = this.#listenerAt(host, port);
    if (!listener) throw failure("ECONNREFUSED");
    const own = loopbackOf(host);
    const near = {
      host: isAny(from.host) || from.port === 0 ? own : from.host,
      port: this.#wanted(from.port),
    };
    const far = { host: isAny(host) ? own : host, port };
    // A server that listens at IPv6's "any" sees addresses of IPv4 as mapped ones.
    const seen = ({ host: address, port: at }: SocketName): SocketName => ({
      host: isIpv6(listener.name.host) ? mapped(address) : address,
      port: at,
    });
    return this.#connect(listener, { local: near, remote: far }, { local: seen(far), remote: seen(near) });
  }

  /** To whoever listens at a port, whatever the address. @throws ECONNREFUSED */
  connectAny(port: number): SocketEnd {
    return this.connectPort({ host: this.#listenerAt("127.0.0.1", port) ? "127.0.0.1" : "::1", port });
  }

  /** @throws ECONNREFUSED, ENOENT */
  connectPath(view: Viewpoint, path: string): SocketEnd {
    const listener = this.#paths.get(find(view, path));
    if (!listener) throw failure("ECONNREFUSED");
    const nowhere = { local: NOWHERE, remote: NOWHERE };
    return this.#connect(listener, nowhere, nowhere);
  }

  #connect(listener: Listener, near: SocketEnd["names"], far: SocketEnd["names"]): SocketEnd {
    const [client, server] = makeSocketPair(this.#vfs.now(), near, far);
    listener.offer(server);
    return client;
  }

  #isOpen(port: number): boolean {
    return [...(this.#ports.get(port) ?? [])].some((listener) => listener.listening);
  }

  /** Who listens most narrowly at an address. */
  #listenerAt(host: string, port: number): Listener | undefined {
    const own = isAny(host) ? loopbackOf(host) : host;
    const listeners = [...(this.#ports.get(port) ?? [])].filter((listener) => listener.listening);
    const at = (wanted: string) => listeners.find((listener) => listener.name.host === wanted);
    if (isIpv6(own)) return at(own) ?? at("::");
    return (
      at(own) ?? at("0.0.0.0") ?? listeners.find(({ name, onlyIpv6 }) => name.host === "::" && !onlyIpv6)
    );
  }

  #wanted(port: number): number {
    if (!Number.isInteger(port) || port < 0 || port > LAST_PORT) throw failure("EINVAL");
    return port === 0 ? this.#ephemeral() : port;
  }

  #ephemeral(): number {
    for (let tries = FIRST_EPHEMERAL; tries <= LAST_PORT; tries++) {
      const port = this.#nextEphemeral++;
      if (this.#nextEphemeral > LAST_PORT) this.#nextEphemeral = FIRST_EPHEMERAL;
      if (!this.#ports.has(port)) return port;
    }
    throw failure("EADDRINUSE");
  }
}
