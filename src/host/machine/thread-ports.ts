import { failure } from "./errno.ts";
import type { Thread } from "./thread.ts";

/** What goes from port to port. The kernel looks at none of it. */
export interface PortMessage {
  /** How to read the parts. */
  readonly head: string;
  readonly parts: readonly Uint8Array[];
  /** Ports that move with it. */
  readonly ports: readonly Port[];
  /** Shared memory and the like, by the key that the receiving worker gets it under. */
  readonly shared: ReadonlyMap<number, unknown>;
}

/** Messages that wait in one process, in bytes. */
const MAX_WAITING = 2 ** 28;
const MAX_PORTS = 65_536;

interface Port {
  readonly id: number;
  /** Null while it is on its way in a message. */
  owner: Thread | null;
  /** The other end; null once that is closed, and for ports of a named channel. */
  peer: Port | null;
  /** The named channel that it belongs to. */
  channel: Set<Port> | null;
  /** Null: the other end was closed. */
  readonly queue: (PortMessage | null)[];
  /** Its owner knows that there is something to receive. */
  told: boolean;
}

/** The message ports of one process that reach from thread to thread. */
export class ThreadPorts {
  readonly #ports = new Map<number, Port>();
  readonly #channels = new Map<string, Set<Port>>();
  #lastId = 0;
  #lastKey = 0;
  #waiting = 0;

  /** Two ends of a channel. @throws EAGAIN */
  pair(first: Thread, second: Thread): [number, number] {
    const [a, b] = [this.#make(first), this.#make(second)];
    a.peer = b;
    b.peer = a;
    return [a.id, b.id];
  }

  /** A port whose messages go to all others of that name. @throws EAGAIN */
  join(owner: Thread, name: string): number {
    const port = this.#make(owner);
    const channel = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, channel.add(port));
    port.channel = channel;
    return port.id;
  }

  /**
   * Sends a message from `id` to the other end. Answers how many get it.
   * @throws EBADF when it is not the caller's, or a port to be moved is not; EINVAL; ENOMEM when too much waits
   */
  post(
    caller: Thread,
    id: number,
    head: string,
    parts: readonly Uint8Array[],
    moved: readonly number[],
    shared: readonly unknown[],
  ): number {
    const port = this.#get(caller, id);
    const ports = moved.map((entry) => this.#get(caller, entry));
    const targets = port.channel ? [...port.channel].filter((other) => other !== port) : [port.peer];
    const reached = targets.filter((target) => target !== null);
    if (ports.some((entry) => entry.channel || entry === port)) throw failure("EINVAL");
    if (ports.length > 0 && reached.length > 1) throw failure("EINVAL");
    const size = sizeOf({ head, parts }) * reached.length;
    if (this.#waiting + size > MAX_WAITING) throw failure("ENOMEM");
    for (const entry of ports) entry.owner = null;
    // Keys of its own for each target: a worker that receives a message forgets what came for it.
    const copy = () => ({
      head,
      parts,
      ports,
      shared: new Map(shared.map((value) => [++this.#lastKey, value])),
    });
    // A message to itself goes nowhere: who moved a port into its own queue has lost both.
    for (const target of reached) this.#enqueue(target, copy());
    if (reached.length === 0) this.#drop(copy());
    return reached.length;
  }

  /** The next message at `id`: null when there is none, "closed" when the other end is. @throws EBADF */
  receive(caller: Thread, id: number): PortMessage | "closed" | null {
    const port = this.#get(caller, id);
    const next = port.queue.shift();
    if (next === undefined) {
      port.told = false;
      return null;
    }
    if (next === null) return "closed";
    this.#waiting -= sizeOf(next);
    for (const moved of next.ports) this.#give(moved, caller);
    return next;
  }

  close(caller: Thread, id: number): void {
    this.#close(this.#get(caller, id));
  }

  /** Closes all ports of a thread that ended. */
  closeAll(owner: Thread): void {
    for (const port of this.#ports.values()) if (port.owner === owner) this.#close(port);
  }

  /** A thread can be told now: of all that came for it before. */
  tellAll(owner: Thread): void {
    for (const port of this.#ports.values()) if (port.owner === owner) this.#announce(port);
  }

  #make(owner: Thread): Port {
    if (this.#ports.size >= MAX_PORTS) throw failure("EAGAIN");
    const port: Port = { id: ++this.#lastId, owner, peer: null, channel: null, queue: [], told: false };
    this.#ports.set(port.id, port);
    return port;
  }

  #get(caller: Thread, id: number): Port {
    const port = this.#ports.get(id);
    if (!port || port.owner !== caller) throw failure("EBADF");
    return port;
  }

  #enqueue(port: Port, message: PortMessage | null): void {
    port.queue.push(message);
    if (message) this.#waiting += sizeOf(message);
    if (message && port.owner?.messageEvent != null) attach(port.owner, message);
    this.#tell(port);
  }

  #give(port: Port, owner: Thread): void {
    port.owner = owner;
    port.told = false;
    this.#announce(port);
  }

  #announce(port: Port): void {
    const { owner } = port;
    if (owner?.messageEvent != null) for (const message of port.queue) if (message) attach(owner, message);
    if (port.queue.length > 0) this.#tell(port);
  }

  #tell(port: Port): void {
    const { owner } = port;
    const closed = port.queue[0] === null;
    if ((port.told && !closed) || !owner?.seat || owner.messageEvent === null) return;
    port.told = true;
    owner.event(owner.messageEvent, [port.id, closed]);
  }

  #close(port: Port): void {
    this.#ports.delete(port.id);
    port.owner = null;
    port.channel?.delete(port);
    for (const message of port.queue.splice(0))
      if (message) {
        this.#waiting -= sizeOf(message);
        this.#drop(message);
      }
    const { peer } = port;
    port.peer = null;
    if (!peer) return;
    peer.peer = null;
    this.#enqueue(peer, null);
  }

  /** Nobody will receive it. */
  #drop(message: PortMessage): void {
    for (const port of message.ports) this.#close(port);
  }
}

function sizeOf({ head, parts }: Pick<PortMessage, "head" | "parts">): number {
  return parts.reduce((sum, part) => sum + part.length, head.length);
}

function attach(owner: Thread, { shared }: PortMessage): void {
  for (const [key, value] of shared) owner.seat?.attach(key, value);
}
