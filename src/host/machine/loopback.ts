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

/** The machine's own network: ports and socket files that its processes listen at. Nothing leads out of it. */
export class Loopback {
  readonly #vfs: Vfs;
  readonly #ports = new Map<number, Accept>();
  readonly #paths = new WeakMap<Inode, Accept>();
  #nextEphemeral = FIRST_EPHEMERAL;
  readonly #changed: (port: number, event: "open" | "close") => void;

  constructor(vfs: Vfs, changed: (port: number, event: "open" | "close") => void) {
    this.#vfs = vfs;
    this.#changed = changed;
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
    this.#changed(port, "open");
    return {
      port,
      close: () => {
        if (this.#ports.get(port) !== accept) return;
        this.#ports.delete(port);
        this.#changed(port, "close");
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
