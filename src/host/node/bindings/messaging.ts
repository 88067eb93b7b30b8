import type { RealmContext } from "../realm-context.ts";
import { localPair, messages, ports } from "../messaging/index.ts";

/** `messaging`: MessageChannel, BroadcastChannel and structuredClone. */
export function makeMessagingBinding(context: RealmContext, DOMException: unknown): Record<string, unknown> {
  const { symbols } = context;
  const handles = ports(context);
  const clones = messages(context);
  clones.setDOMException(DOMException);
  /** Errors of native code, whose words differ from the library's. */
  const refusal = (code: string, message: string) => Object.assign(new TypeError(message), { code });

  function MessagePort(): void {
    throw refusal("ERR_CONSTRUCT_CALL_INVALID", "Constructor cannot be called");
  }
  const methods = {
    postMessage(this: object, value: unknown, options?: unknown): boolean | undefined {
      if (!handles.isPort(this)) throw new TypeError("Illegal invocation");
      if (arguments.length === 0)
        throw refusal("ERR_MISSING_ARGS", "Not enough arguments to MessagePort.postMessage");
      const message = clones.write(value, transferList(options), this);
      const end = handles.endOf(this);
      return end ? handles.post(end, message) : undefined;
    },
    start(this: unknown): void {
      handles.start(this);
    },
  };
  /** Either the list itself, or options with a list. */
  const transferList = (options: unknown): readonly unknown[] => {
    if (options === undefined || options === null) return [];
    if (typeof options !== "object")
      throw refusal("ERR_INVALID_ARG_TYPE", "Optional transferList argument must be an iterable");
    const list = iterable(options);
    if (list) return list;
    const { transfer } = options as { transfer?: unknown };
    if (transfer === undefined) return [];
    const own = typeof transfer === "object" && transfer !== null ? iterable(transfer) : undefined;
    if (!own) throw refusal("ERR_INVALID_ARG_TYPE", "Optional options.transfer argument must be an iterable");
    return own;
  };
  Object.setPrototypeOf(MessagePort.prototype, handles.PortHandle.prototype);
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(MessagePort.prototype, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  const { constructor } = Object.getOwnPropertyDescriptors(MessagePort.prototype) as PropertyDescriptorMap;
  Reflect.deleteProperty(MessagePort.prototype, "constructor");
  if (constructor) Object.defineProperty(MessagePort.prototype, "constructor", constructor);
  handles.setClass(MessagePort);

  function MessageChannel(this: { port1?: object; port2?: object }): void {
    if (!new.target) throw refusal("ERR_CONSTRUCT_CALL_REQUIRED", "Cannot call constructor without `new`");
    const [one, other] = localPair();
    this.port1 = handles.make(one);
    this.port2 = handles.make(other);
  }
  const checkPort = (port: unknown): object => {
    if (typeof port === "object" && port !== null && handles.isPort(port)) return port;
    throw refusal("ERR_INVALID_ARG_TYPE", 'The "port" argument must be a MessagePort instance');
  };

  return {
    DOMException,
    MessagePort,
    MessageChannel,
    setDeserializerCreateObjectFunction: clones.setCreateObject,
    structuredClone: (value: unknown, options?: { transfer?: readonly unknown[] }) =>
      clones.read(clones.write(value, options?.transfer ?? [], null)).value,
    broadcastChannel: (name: string) => handles.make(handles.remoteEnd(context.sys.joinChannel(name))),
    stopMessagePort: (port: unknown) => handles.stop(port),
    drainMessagePort(port: unknown) {
      if (typeof port === "object" && port !== null && handles.isPort(port)) handles.drain(port);
    },
    receiveMessageOnPort(port: unknown) {
      const found = handles.receive(checkPort(port));
      return found ? found.value : symbols["no_message_symbol"];
    },
    /** A port in a context of `vm` is a plain one, without what Node adds. */
    moveMessagePortToContext(port: unknown, sandbox: unknown) {
      const mark = context.privateSymbols["contextify_context_private_symbol"] as symbol;
      checkPort(port);
      if (!handles.endOf(port as object)) {
        const refused = new Error("Cannot send data on closed MessagePort");
        throw Object.assign(refused, { code: "ERR_CLOSED_MESSAGE_PORT" });
      }
      if (typeof sandbox !== "object" || sandbox === null || !(sandbox as Record<symbol, unknown>)[mark])
        throw refusal("ERR_INVALID_ARG_TYPE", "Invalid context argument");
      const plain = function () {};
      Object.defineProperty(plain, "name", { value: "MessagePort", configurable: true });
      plain.prototype = Object.create(
        handles.PortHandle.prototype,
        Object.getOwnPropertyDescriptors(methods),
      ) as object;
      Object.defineProperty(plain.prototype, "constructor", {
        value: plain,
        writable: true,
        configurable: true,
      });
      return handles.make(handles.detach(port as never), plain, true);
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

/** The entries of an iterable; undefined for what is none, or none that works. */
function iterable(value: object): unknown[] | undefined {
  if (Array.isArray(value)) return [...(value as unknown[])];
  const isObject = (made: unknown): made is object => typeof made === "object" && made !== null;
  const start = (value as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (typeof start !== "function") return undefined;
  const iterator: unknown = Reflect.apply(start, value, []);
  if (!isObject(iterator)) return undefined;
  const { next } = iterator as { next?: unknown };
  if (typeof next !== "function") return undefined;
  const entries: unknown[] = [];
  for (;;) {
    const result: unknown = Reflect.apply(next, iterator, []);
    if (!isObject(result)) return undefined;
    const { done, value: entry } = result as IteratorResult<unknown>;
    if (done) return entries;
    entries.push(entry);
  }
}
