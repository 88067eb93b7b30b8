import { hook, type RealmContext } from "../realm-context.ts";

interface PortState {
  readonly queue: { message: unknown; ports: object[] }[];
  peer: object | null;
  started: boolean;
  closed: boolean;
  pumping: boolean;
  release: (() => void) | null;
}

/** `messaging`: MessageChannel within the process, and structuredClone. */
export function makeMessagingBinding(context: RealmContext, DOMException: unknown): Record<string, unknown> {
  const { loop, pristine, symbols } = context;
  const states = new WeakMap<object, PortState>();
  const state = (port: object): PortState => {
    const found = states.get(port);
    if (!found) throw new TypeError("Illegal invocation");
    return found;
  };
  const makeException = (error: unknown): unknown => {
    if (!(error instanceof pristine.DOMException)) return error;
    // Browsers say first what failed where.
    const message = error.message.replace(/^Failed to execute '\w+' on '\w+': /, "");
    return new (DOMException as new (message: string, name: string) => Error)(message, error.name);
  };
  const clone = (value: unknown, options?: StructuredSerializeOptions): unknown => {
    try {
      return pristine.structuredClone(value, options);
    } catch (error) {
      throw makeException(error);
    }
  };
  const call = (port: object, symbol: string) => {
    const callback = (port as Record<symbol, unknown>)[symbols[symbol] as symbol];
    if (typeof callback === "function") Reflect.apply(callback, port, []);
  };
  const release = (own: PortState) => {
    own.release?.();
    own.release = null;
  };
  const deliver = (port: object) => {
    const own = state(port);
    if (!own.started || own.pumping || own.closed || own.queue.length === 0) return;
    own.pumping = true;
    loop.enqueue(() => {
      own.pumping = false;
      const next = own.closed ? undefined : own.queue.shift();
      if (next) hook(context, "emitMessage").call(port, next.message, next.ports, "message");
      deliver(port);
    });
  };
  const close = (port: object): void => {
    const own = state(port);
    if (own.closed) return;
    own.closed = true;
    release(own);
    loop.enqueue(() => call(port, "handle_onclose"), "closing");
    const { peer } = own;
    if (peer && !state(peer).closed) loop.enqueue(() => close(peer));
  };

  class MessagePort {
    constructor() {
      const { codes } = context.require("internal/errors") as { codes: Record<string, new () => Error> };
      const Refusal = codes["ERR_CONSTRUCT_CALL_INVALID"];
      throw Refusal ? new Refusal() : new TypeError("Illegal constructor");
    }
    postMessage(
      value: unknown,
      transfer?: readonly object[] | { transfer?: readonly object[] },
    ): boolean | undefined {
      const own = states.get(this);
      if (!own || own.closed) return undefined;
      const list =
        (Array.isArray(transfer) ? transfer : (transfer as { transfer?: object[] })?.transfer) ?? [];
      const ports = list.filter((item: object) => states.has(item));
      const others = list.filter((item: object) => !states.has(item)) as Transferable[];
      // A port that moves within the process is the same port.
      const message = ports.length > 0 ? value : clone(value, { transfer: others });
      if (!own.peer) return true;
      state(own.peer).queue.push({ message, ports });
      deliver(own.peer);
      return true;
    }
    start(): void {
      state(this).started = true;
      deliver(this);
    }
    close(): void {
      close(this);
    }
    drain(): void {
      drain(this);
    }
    ref(): void {
      const own = state(this);
      if (!own.closed) own.release ??= loop.ref();
    }
    unref(): void {
      release(state(this));
    }
    hasRef(): boolean {
      return state(this).release !== null;
    }
    getAsyncId(): number {
      return 0;
    }
  }

  const drain = (port: object) => {
    const own = state(port);
    for (let next = own.queue.shift(); next; next = own.queue.shift())
      hook(context, "emitMessage").call(port, next.message, next.ports, "message");
  };
  const makePort = (): object => {
    const port = Object.create(MessagePort.prototype) as object;
    states.set(port, { queue: [], peer: null, started: false, closed: false, pumping: false, release: null });
    call(port, "oninit");
    return port;
  };

  class MessageChannel {
    readonly port1 = makePort();
    readonly port2 = makePort();
    constructor() {
      state(this.port1).peer = this.port2;
      state(this.port2).peer = this.port1;
    }
  }

  return {
    DOMException,
    MessagePort,
    MessageChannel,
    structuredClone: clone,
    stopMessagePort(port: object) {
      state(port).started = false;
    },
    drainMessagePort: drain,
    receiveMessageOnPort(port: object) {
      const next = state(port).queue.shift();
      return next ? next.message : symbols["no_message_symbol"];
    },
    exposeLazyDOMExceptionProperty(target: object) {
      Object.defineProperty(target, "DOMException", {
        value: DOMException,
        configurable: true,
        enumerable: false,
        writable: true,
      });
    },
  };
}
