import type { BindingContext } from "../binding.ts";
import type { ThreadMessage } from "../../machine/syscalls.ts";
import { asyncWraps } from "../bindings/async-wrap.ts";
import { hook, type RealmContext } from "../realm-context.ts";
import type { End, Message, Port } from "./message.ts";

export type { End, Port } from "./message.ts";

const LOST = "The target port was posted to itself, and the communication channel was lost";

/** How messages are read, and how they go to other threads. */
interface Codec {
  read(message: Message): { value: unknown; ports: object[] | undefined };
  toWire(message: Message, give: (end: End) => number): ThreadMessage;
  fromWire(message: ThreadMessage, take: (id: number) => End): Message;
}

interface PortState {
  end: End | null;
  /** Messages are handed out as they come. */
  receiving: boolean;
  pumping: boolean;
  /** How many more messages may be handed out before others get their turn. */
  turns: number;
  closed: boolean;
  /** In its context there are none of Node's objects. */
  readonly isForeign: boolean;
}

/** As many messages come in one go, or as many as there are. */
const LEAST_TURNS = 1000;

export type Ports = ReturnType<typeof makePorts>;

/** The realm's ports. */
export function ports(context: BindingContext): Ports {
  return context.shared(makePorts);
}

export function localPair(): readonly [End, End] {
  const ends = [0, 1].map((): End => ({ queue: [], peer: null, remote: null, port: null })) as [End, End];
  ends[0].peer = ends[1];
  ends[1].peer = ends[0];
  return ends;
}

function makePorts(shared: BindingContext) {
  const context = shared as RealmContext;
  const { symbols } = context;
  const { HandleWrap, call, isWrap, start: activate } = asyncWraps(context);
  const states = new WeakMap<object, PortState>();
  const remotes = new Map<number, End>();
  let listening = false;
  let codec!: Codec;

  const stateOf = (port: unknown): PortState => {
    const state = typeof port === "object" && port !== null ? states.get(port) : undefined;
    if (!state) throw new TypeError("Illegal invocation");
    return state;
  };

  /** Ends of other threads' channels are told of messages by the kernel. */
  const listen = () => {
    if (listening) return;
    listening = true;
    context.sys.onMessages((id, closed) => {
      const port = remotes.get(id)?.port;
      if (port) trigger(port, closed);
    });
  };
  const remoteEnd = (id: number): End => {
    const end: End = { queue: [], peer: null, remote: id, port: null };
    remotes.set(id, end);
    listen();
    return end;
  };

  const wire = {
    /** The kernel's number of an end that goes to another thread. This thread knows it no more. */
    give(end: End): number {
      if (end.remote === null) promote(end);
      const id = end.remote as unknown as number;
      remotes.delete(id);
      return id;
    },
    take: remoteEnd,
  };
  /** Hands a local channel to the kernel, with what waits in it. */
  const promote = (end: End): void => {
    const { peer } = end;
    const [own, other] = context.sys.portPair();
    const move = (from: End, id: number, target: number) => {
      from.remote = id;
      from.peer = null;
      remotes.set(id, from);
      for (const message of from.queue.splice(0)) {
        if (message) context.sys.postMessage(target, codec.toWire(message, wire.give));
        else context.sys.closePort(target);
      }
    };
    listen();
    if (peer) move(peer, other, own);
    move(end, own, other);
    if (peer?.port) trigger(peer.port, false);
  };

  /** Sends a message. Undefined when there is no other end any more. */
  const post = (end: End, message: Message): boolean | undefined => {
    if (end.remote !== null) {
      const sent = codec.toWire(message, wire.give);
      return context.sys.postMessage(end.remote, sent) >= 0;
    }
    const { peer } = end;
    if (!peer) return undefined;
    if (message.hosts.some((host) => host.kind === "port" && host.end === peer)) {
      (context.process["emitWarning"] as (text: string) => void)(LOST);
      disentangle(peer);
      return true;
    }
    peer.queue.push(message);
    if (peer.port) trigger(peer.port, false);
    return true;
  };

  /** The next message; "closed" when the other end is, undefined when there is none. */
  const next = (end: End): Message | "closed" | undefined => {
    if (end.remote === null) {
      const message = end.queue.shift();
      return message === null ? "closed" : message;
    }
    const message = context.sys.receiveMessage(end.remote);
    if (message === null) return undefined;
    return message === "closed" ? message : codec.fromWire(message, wire.take);
  };

  const disentangle = (end: End): void => {
    if (end.remote !== null) {
      remotes.delete(end.remote);
      context.sys.closePort(end.remote);
      return;
    }
    for (const message of end.queue.splice(0))
      for (const host of message?.hosts ?? []) if (host.kind === "port") disentangle(host.end);
    const { peer } = end;
    end.peer = null;
    if (!peer) return;
    peer.peer = null;
    peer.queue.push(null);
    if (peer.port) trigger(peer.port, false);
  };

  const emit = (port: Port, message: Message): void => {
    let read: { value: unknown; ports: object[] | undefined };
    let type = "message";
    try {
      if (stateOf(port).isForeign && message.hosts.some(({ kind }) => kind !== "port")) {
        const refusal = new Error(
          "A message object could not be deserialized successfully in the target vm.Context",
        );
        throw Object.assign(refusal, { code: "ERR_MESSAGE_TARGET_CONTEXT_UNAVAILABLE" });
      }
      read = codec.read(message);
    } catch (error) {
      read = { value: error, ports: undefined };
      type = "messageerror";
    }
    call(port, () => hook(context, "emitMessage").call(port, read.value, read.ports as object[], type));
  };

  /** One message is one callback of the loop, so that ticks follow each. */
  const trigger = (port: Port, closed: boolean, follows = false): void => {
    const state = stateOf(port);
    const { end } = state;
    if (!end || state.pumping) return;
    const mayClose = closed || (end.remote === null && end.queue[0] === null);
    if (!state.receiving && !mayClose) return;
    state.pumping = true;
    if (!follows) state.turns = Math.max(LEAST_TURNS, end.queue.length);
    const pump = () => {
      state.pumping = false;
      const mayEnd = closed || (state.end?.remote === null && state.end.queue[0] === null);
      // It may have been stopped since.
      const found = state.end && (state.receiving || mayEnd) ? next(state.end) : undefined;
      if (found === undefined) return;
      if (found === "closed") return close(port);
      trigger(port, false, --state.turns > 0);
      emit(port, found);
    };
    if (follows) context.loop.continueWith(pump, !port.hasRef());
    else if (port.hasRef()) context.loop.enqueue(pump);
    else context.loop.enqueueWeak(pump);
  };
  const close = (port: Port): void => {
    Reflect.apply(PortHandle.prototype.close, port, []);
  };

  class PortHandle extends HandleWrap {
    constructor() {
      super("MESSAGEPORT");
      activate(this);
    }
    override close(callback?: () => void): void {
      const state = stateOf(this);
      if (state.closed) return;
      state.closed = true;
      context.loop.enqueue(() => {
        const { end } = state;
        state.end = null;
        if (end) disentangle(end);
      }, "closing");
      super.close(callback);
    }
    override ref(): void {
      if (!stateOf(this).closed) super.ref();
    }
    override unref(): void {
      if (!stateOf(this).closed) super.unref();
    }
    override hasRef(): boolean {
      // Hooks see it before it is a port.
      if (!states.has(this) && isWrap(this)) return false;
      const { end, closed } = stateOf(this);
      // As a handle that is gone: the port shows as not active.
      return closed && !end ? (undefined as unknown as boolean) : super.hasRef();
    }
  }

  const make = (end: End, constructor: Function, isForeign: boolean): Port => {
    const port = Reflect.construct(PortHandle, [], constructor) as Port;
    states.set(port, { end, receiving: false, pumping: false, turns: 0, closed: false, isForeign });
    end.port = port;
    const init = (port as unknown as Record<symbol, unknown>)[symbols["oninit"] as symbol];
    if (typeof init === "function") Reflect.apply(init, port, []);
    return port;
  };
  let MessagePort: Function = PortHandle;

  return {
    PortHandle,
    use(made: Codec): void {
      codec = made;
    },
    post,
    remoteEnd,
    /** The class of the ports that are made from now on; its prototype inherits from PortHandle's. */
    setClass(made: Function): void {
      MessagePort = made;
    },
    /** @param isForeign it belongs to a context of `vm` */
    make: (end: End, constructor: Function = MessagePort, isForeign = false): Port => {
      const port = make(end, constructor, isForeign);
      trigger(port, false);
      return port;
    },
    isPort: (value: object): boolean => states.has(value),
    /** Undefined once it is closed or was transferred. */
    endOf(value: object): End | undefined {
      const state = states.get(value);
      return state && !state.closed ? (state.end ?? undefined) : undefined;
    },
    start(port: unknown): void {
      const state = stateOf(port);
      state.receiving = true;
      trigger(port as Port, false);
    },
    stop(port: unknown): void {
      stateOf(port).receiving = false;
    },
    /** Takes a port's end away for good. */
    detach(port: Port): End {
      const state = stateOf(port);
      const { end } = state;
      if (!end) throw new Error("A port was transferred twice");
      state.end = null;
      end.port = null;
      close(port);
      return end;
    },
    /** Hands out everything that came, now. */
    drain(port: unknown): void {
      const state = stateOf(port);
      for (let found = state.end && next(state.end); found; found = state.end && next(state.end)) {
        if (found === "closed") return close(port as Port);
        emit(port as Port, found);
      }
    },
    /** The next message's value, if there is one. */
    receive(port: unknown): { value: unknown } | undefined {
      const state = stateOf(port);
      const found = state.end && !state.closed ? next(state.end) : undefined;
      if (found === undefined) return undefined;
      if (found === "closed") {
        close(port as Port);
        return undefined;
      }
      return codec.read(found);
    },
  };
}
