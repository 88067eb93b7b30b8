import type { BindingContext } from "../binding.ts";
import type { RealmContext } from "../realm-context.ts";
import { withRoomForHost } from "../stack-limit.ts";
import { asyncWraps } from "../bindings/async-wrap.ts";
import { kindOf, memoryKind } from "../serdes/clone-types.ts";
import { ValueReader } from "../serdes/value-reader.ts";
import { ValueWriter } from "../serdes/value-writer.ts";
import { natives } from "./natives.ts";
import type { Host, Message } from "./message.ts";
import { type Port, ports } from "./ports.ts";
import { fromWire, toWire } from "./wire.ts";

type Made = new (message: string, name: string) => Error;
type LibraryObject = Record<symbol, ((data?: unknown) => unknown) | undefined>;

const UNCLONEABLE = "Cannot clone object of unsupported type.";
const UNTRANSFERABLE = "Cannot transfer object of unsupported type.";
const NOT_LISTED = "Object that needs transfer was found in message but not listed in transferList";
const INVALID = "Found invalid value in transferList.";

/** Frames of the host between the library and an error, at least. */
const HOST_FRAMES = 5;

export type Messages = ReturnType<typeof makeMessages>;

/** The realm's way of making messages of values and values of messages. */
export function messages(context: BindingContext): Messages {
  return context.shared(makeMessages);
}

function makeMessages(shared: BindingContext) {
  const context = shared as RealmContext;
  const kinds = natives(context);
  const wraps = asyncWraps(context);
  const handles = ports(context);
  const { symbols, privateSymbols, pristine } = context;
  const symbol = (name: string): symbol => symbols[name] as symbol;
  const modeSymbol = privateSymbols["transfer_mode_private_symbol"] as symbol;
  const untransferable = privateSymbols["untransferable_object_private_symbol"] as symbol;
  const { kTransferable = 1, kCloneable = 2 } = context.recorded.utilConstants;
  let DOMException: Made = Error as unknown as Made;
  let createObject: (spec: string) => object = () => {
    throw new Error("Node's library did not register how it makes objects");
  };

  const refuse = (message: string): never => {
    throw withRoomForHost(HOST_FRAMES, () => new DOMException(message, "DataCloneError"));
  };
  /** Undefined for what is no host object. */
  const modeOf = (value: object): number | undefined => {
    if (handles.isPort(value)) return handles.endOf(value) ? kTransferable : 0;
    const kind = kinds.of(value);
    if (kind) return kind.mode === "clone" ? kCloneable : kTransferable;
    const mode = (value as Record<symbol, unknown>)[modeSymbol];
    if (typeof mode === "number") return mode;
    return wraps.isWrap(value) ? 0 : undefined;
  };

  /** Checks a transfer list: buffers with their numbers, and host objects (SerializerDelegate in node_messaging.cc). */
  const readTransferList = (list: readonly unknown[], source: object | null) => {
    const buffers = new Map<ArrayBuffer, number>();
    const hosts: object[] = [];
    for (const entry of list) {
      if ((typeof entry !== "object" && typeof entry !== "function") || entry === null)
        return refuse(INVALID);
      if ((entry as Record<symbol, unknown>)[untransferable] !== undefined) return refuse(UNTRANSFERABLE);
      if (entry instanceof ArrayBuffer) {
        if (buffers.has(entry)) return refuse("Transfer list contains duplicate ArrayBuffer");
        buffers.set(entry, buffers.size);
        continue;
      }
      const mode = modeOf(entry);
      if (mode === undefined) return refuse(INVALID);
      if (entry === source) return refuse("Transfer list contains source port");
      if (handles.isPort(entry) && mode === 0)
        return refuse("MessagePort in transfer list is already detached");
      if (hosts.includes(entry))
        return refuse(`Transfer list contains duplicate ${(entry.constructor as { name: string }).name}`);
      if (mode === 0) return refuse(UNTRANSFERABLE);
      if (!(mode & kTransferable)) return refuse(INVALID);
      hosts.push(entry);
    }
    for (const host of hosts) {
      const nested = (host as LibraryObject)[symbol("messaging_transfer_list_symbol")];
      if (kinds.of(host) || handles.isPort(host) || typeof nested !== "function") continue;
      for (const more of nested.call(host) as object[]) {
        if (hosts.includes(more)) return refuse("The transfer list is invalid.");
        if (modeOf(more) !== undefined) hosts.push(more);
      }
    }
    return { buffers, hosts };
  };

  /** Makes a host of an object, and gives what the library's own are made of. */
  const takeHost = (object: object, transfer: boolean): { host: Host; data?: unknown } => {
    if (handles.isPort(object)) {
      if (!handles.endOf(object)) return refuse(UNTRANSFERABLE);
      return { host: { kind: "port", end: handles.detach(object as Port) } };
    }
    const kind = kinds.of(object);
    if (kind) return { host: { kind: "native", name: kind.name, data: kind.take(object) } };
    const keyed = object as LibraryObject;
    const take = transfer ? keyed[symbol("messaging_transfer_symbol")] : undefined;
    const method = take ?? keyed[symbol("messaging_clone_symbol")];
    if (typeof method !== "function") return refuse(UNCLONEABLE);
    const { data, deserializeInfo } = method.call(object) as { data: unknown; deserializeInfo: string };
    return { host: { kind: "library", spec: deserializeInfo }, data };
  };

  const made = {
    /** What the library registers, and needs at once. */
    setDOMException: (made: unknown) => {
      DOMException = made as Made;
    },
    setCreateObject: (create: (spec: string) => object) => {
      createObject = create;
    },

    /** @throws DataCloneError */
    write(value: unknown, list: readonly unknown[], source: object | null): Message {
      const { buffers, hosts } = readTransferList(list, source);
      const shared: object[] = [];
      const share = (object: object): number => {
        const known = shared.indexOf(object);
        return known >= 0 ? known : shared.push(object) - 1;
      };
      let transferred = hosts.length;
      const writer: ValueWriter = new ValueWriter(kindOf(context), {
        refuse,
        isHostObject: (object) => modeOf(object) !== undefined || isWasm(object),
        hostObject(object) {
          if (isWasm(object)) return writer.out.varint(share(object) * 2 + 1);
          let at = hosts.indexOf(object);
          if (at < 0) {
            const mode = modeOf(object) ?? 0;
            if (mode === 0) refuse(UNCLONEABLE);
            if (!(mode & kCloneable)) refuse(NOT_LISTED);
            at = hosts.push(object) - 1;
          }
          writer.out.varint(at * 2);
        },
        sharedBuffer: share,
      });
      for (const [buffer, id] of buffers) writer.transferred.set(buffer, id);
      writer.header();
      writer.write(value);
      const moved = [...buffers.keys()].map((buffer) =>
        pristine.structuredClone(buffer, { transfer: [buffer] }),
      );
      transferred = Math.min(transferred, hosts.length);
      const taken: Host[] = [];
      // What hosts are made of may hold further hosts.
      for (let i = 0; i < hosts.length; i++) {
        const { host, data } = takeHost(hosts[i] as object, i < transferred);
        taken.push(host);
        if (host.kind === "library") writer.write(data);
      }
      return { bytes: writer.out.take(), hosts: taken, buffers: moved, shared };
    },

    /** The value of a message, and the ports in it when anything was transferred or was a host. */
    read(message: Message): { value: unknown; ports: object[] | undefined } {
      const objects: object[] = message.hosts.map((host) => {
        if (host.kind === "port") return handles.make(host.end);
        return host.kind === "native" ? kinds.named(host.name).make(host.data) : createObject(host.spec);
      });
      const reader: ValueReader = new ValueReader(message.bytes, {
        hostObject() {
          const id = reader.varint();
          return ((id & 1 ? message.shared[id >>> 1] : objects[id >>> 1]) as object | undefined) ?? {};
        },
        sharedBuffer: (id) => message.shared[id],
      });
      for (const [id, buffer] of message.buffers.entries()) reader.transferred.set(id, buffer);
      reader.header();
      const value = reader.read();
      for (const [i, host] of message.hosts.entries()) {
        if (host.kind !== "library") continue;
        const object = objects[i] as LibraryObject;
        const data = reader.read();
        object[symbol("messaging_deserialize_symbol")]?.call(object, data);
      }
      const found = objects.filter((object) => handles.isPort(object));
      return { value, ports: message.hosts.length > 0 ? found : undefined };
    },
  };
  handles.use({
    read: (message) => made.read(message),
    toWire: (message, give) => toWire(message, give, kinds, (value) => made.write(value, [], null)),
    fromWire: (message, take) => fromWire(message, take, kinds, (held) => made.read(held).value),
  });
  return made;
}

function isWasm(value: object): boolean {
  const { Module, Memory } = WebAssembly;
  return value instanceof Module || (value instanceof Memory && memoryKind(value) === "wasm");
}
