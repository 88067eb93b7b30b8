import { failure } from "./errno.ts";
import { newSocket, type Inode } from "./inode.ts";
import { makeSocketPair, type SocketEnd } from "./pipe.ts";
import type { Undo } from "./syscalls.ts";
import type { Vfs } from "./vfs.ts";
import { find, type Viewpoint } from "./walk.ts";

/** Takes the server's end of a new connection. */
type Accept = (end: SocketEnd) => void;

const FIRST_EPHEMERAL = 32_768;
const LAST_PORT = 65_535;

/** So many changes are told as they come; if there are more within NEWS_MS, the rest by what they come to. */
const NEWS_AT_ONCE = 64;
const NEWS_MS = 50;

/** Tells which ports opened and closed, at a pace that whoever listens can keep. */
class PortNews {
  readonly #isOpen: (port: number) => boolean;
  readonly #tell: (port: number, event: "open" | "close") => void;
  readonly #told = new Set<number>();
  readonly #changed = new Set<number>();
  /** Told since the last pause. */
  #recent = 0;

  constructor(isOpen: (port: number) => boolean, tell: (port: number, event: "open" | "close") => void) {
    this.#isOpen = isOpen;
    this.#tell = tell;
  }

  changed(port: number): void {
    this.#changed.add(port);
    if (this.#recent++ === 0) setTimeout(() => this.#pause(), NEWS_MS);
    if (this.#recent <= NEWS_AT_ONCE) this.#publish();
  }

  #pause(): void {
    this.#recent = 0;
    this.#publish();
  }

  #publish(): void {
    for (const port of this.#changed) {
      const open = this.#isOpen(port);
      if (open === this.#told.has(port)) continue;
      if (open) this.#told.add(port);
      else this.#told.delete(port);
      this.#tell(port, open ? "open" : "close");
    }
    this.#changed.clear();
  }
}

/** The machine's own network: ports and socket files that its processes listen at. Nothing leads out of it. */
export class Loopback {
  readonly #vfs: Vfs;
  readonly #ports = new Map<number, Accept>();
  readonly #paths = new WeakMap<Inode, Accept>();
  #nextEphemeral = FIRST_EPHEMERAL;
  readonly #news: PortNews;

  constructor(vfs: Vfs, changed: (port: number, event: "open" | "close") => void) {
    this.#vfs = vfs;
    this.#news = new PortNews((port) => this.#ports.has(port), changed);
  }

  /** The ports that somebody listens at. */
  open(): number[] {
    return [...this.#ports.keys()];
  }

  /** 0 = any free port. @throws EADDRINUSE, EINVAL */
  listenPort(wanted: number, accept: Accept): { port: number; close: Undo } {
    if (!Number.isInteger(wanted) || wanted < 0 || wanted > LAST_PORT) throw failure("EINVAL");
    const port = wanted === 0 ? this.#ephemeral() : wanted;
    if (this.#ports.has(port)) throw failure("EADDRINUSE");
    this.#ports.set(port, accept);
    this.#news.changed(port);
    return {
      port,
      close: () => {
        if (this.#ports.get(port) !== accept) return;
        this.#ports.delete(port);
        this.#news.changed(port);
      },
    };
  }

  listenPath(view: Viewpoint, path: string, accept: Accept): { port: number; close: Undo } {
    const inode = newSocket(0o755, this.#vfs.now());
    try {
      this.#vfs.place(view, path, inode);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") throw failure("EADDRINUSE");
      throw error;
    }
    this.#paths.set(inode, accept);
    return {
      port: 0,
      close: () => {
        this.#paths.delete(inode);
        if (inode.place) this.#vfs.unlink(this.#vfs.view(inode.place.dir), inode.place.name);
      },
    };
  }

  /** @throws ECONNREFUSED, and for a path ENOENT */
  connectPort(port: number): SocketEnd {
    const accept = this.#ports.get(port);
    if (!accept) throw failure("ECONNREFUSED");
    const [near, far] = makeSocketPair(this.#vfs.now(), this.#ephemeral(), port);
    accept(far);
    return near;
  }

  connectPath(view: Viewpoint, path: string): SocketEnd {
    const accept = this.#paths.get(find(view, path));
    if (!accept) throw failure("ECONNREFUSED");
    const [near, far] = makeSocketPair(this.#vfs.now());
    accept(far);
    return near;
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
