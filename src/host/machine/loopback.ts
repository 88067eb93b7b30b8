import { failure } from "./errno.ts";
import { newSocket, type Inode } from "./inode.ts";
import { Listener, type Accept } from "./listener.ts";
import { clash, isAny, isIpv6, isOwn, loopbackOf, mapped } from "./own-addresses.ts";
import { makeSocketPair, type SocketEnd } from "./pipe.ts";
import { PortNews } from "./port-news.ts";
import { PortNumbers } from "./port-numbers.ts";
import type { SocketAddress, SocketName, Undo } from "./syscalls.ts";
import type { Vfs } from "./vfs.ts";
import { find, isTooLong, type Viewpoint } from "./walk.ts";

const NOWHERE: SocketName = { host: "", port: 0 };

/** The machine's own network: ports and socket files that its processes listen at. Nothing leads out of it. */
export class Loopback {
  readonly #vfs: Vfs;
  readonly #ports = new Map<number, Set<Listener>>();
  readonly #paths = new WeakMap<Inode, Listener>();
  /** By names that are no files (unix(7), abstract sockets). */
  readonly #names = new Map<string, Listener>();
  readonly #numbers = new PortNumbers((port) => this.#ports.has(port));
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
  bindPort(address: SocketAddress): Listener {
    if (!isOwn(address.host)) throw failure("EADDRNOTAVAIL");
    const port = this.#numbers.wanted(address.port);
    const bound = this.#ports.get(port) ?? new Set();
    for (const other of bound) if (clash(address, other.address)) throw failure("EADDRINUSE");
    const listener = new Listener({ ...address, port }, this.#vfs.now(), (isOver) => {
      if (isOver) bound.delete(listener);
      if (bound.size === 0) this.#ports.delete(port);
      this.#news.changed(port);
    });
    this.#ports.set(port, bound.add(listener));
    return listener;
  }

  /** Makes a socket file, which stays when nobody listens any more; none when a zero byte leads. @throws EADDRINUSE … */
  bindPath(view: Viewpoint, path: string): Listener {
    checkLength(path);
    if (isAbstract(path)) return this.#bindName(path);
    const inode = newSocket(0o755, this.#vfs.now());
    try {
      this.#vfs.place(view, path, inode);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") throw failure("EADDRINUSE");
      throw error;
    }
    const listener = new Listener(NOWHERE, this.#vfs.now(), (isOver) => {
      if (isOver) this.#paths.delete(inode);
    });
    this.#paths.set(inode, listener);
    return listener;
  }

  #bindName(name: string): Listener {
    if (this.#names.has(name)) throw failure("EADDRINUSE");
    const listener = new Listener(NOWHERE, this.#vfs.now(), (isOver) => {
      if (isOver) this.#names.delete(name);
    });
    this.#names.set(name, listener);
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
      port: this.#numbers.wanted(from.port),
    };
    const far = { host: isAny(host) ? own : host, port };
    // A server that listens at IPv6's "any" sees addresses of IPv4 as mapped ones.
    const seen = ({ host: address, port: at }: SocketName): SocketName => ({
      host: isIpv6(listener.address.host) ? mapped(address) : address,
      port: at,
    });
    return this.#connect(listener, { local: near, remote: far }, { local: seen(far), remote: seen(near) });
  }

  /** To whoever listens at a port, whatever the address. @throws ECONNREFUSED */
  connectAny(port: number): SocketEnd {
    return this.connectPort({ host: this.#listenerAt("127.0.0.1", port) ? "127.0.0.1" : "::1", port });
  }

  /** @throws ECONNREFUSED, ENOENT, EINVAL */
  connectPath(view: Viewpoint, path: string): SocketEnd {
    checkLength(path);
    const listener = isAbstract(path) ? this.#names.get(path) : this.#paths.get(find(view, path));
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

  /** Who listens most narrowly at an address; those at the same one take turns. */
  #listenerAt(host: string, port: number): Listener | undefined {
    const own = isAny(host) ? loopbackOf(host) : host;
    const bound = this.#ports.get(port) ?? new Set<Listener>();
    const listeners = [...bound].filter((listener) => listener.listening);
    const at = (wanted: string, takesIpv4 = false) =>
      listeners.find(({ address }) => address.host === wanted && !(takesIpv4 && address.onlyIpv6));
    const found = isIpv6(own) ? (at(own) ?? at("::")) : (at(own) ?? at("0.0.0.0") ?? at("::", true));
    if (found && bound.delete(found)) bound.add(found);
    return found;
  }
}

/** A path of a socket has room for so many bytes (unix(7)). @throws EINVAL */
function checkLength(path: string): void {
  if (isTooLong(path, SUN_PATH) || (path.includes("\0") && !isAbstract(path))) throw failure("EINVAL");
}

const SUN_PATH = 108;

const isAbstract = (path: string): boolean => path.startsWith("\0");
