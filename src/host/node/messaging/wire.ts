import type { ThreadMessage } from "../../machine/syscalls.ts";
import { bytesOf } from "../bindings/values.ts";
import type { End, Host, Message } from "./message.ts";
import type { Natives } from "./natives.ts";

/** Hosts as JSON. A port or a native's data stands for the next of the message's ports or parts. */
type WireHost = ["port"] | ["library", string] | ["native", string];

/**
 * A message for another thread: its bytes, the bytes of its buffers, the data of native hosts.
 *
 * @param give the kernel's number of an end, which leaves this thread
 */
export function toWire(
  message: Message,
  give: (end: End) => number,
  natives: Natives,
  write: (value: unknown) => Message,
): ThreadMessage {
  const parts = [message.bytes, ...message.buffers.map(bytesOf)];
  const ports: number[] = [];
  const shared: unknown[] = [...message.shared];
  const hosts = message.hosts.map((host): WireHost => {
    if (host.kind === "library") return ["library", host.spec];
    if (host.kind === "port") {
      ports.push(give(host.end));
      return ["port"];
    }
    const kind = natives.named(host.name);
    const data = kind.toWire ? kind.toWire(host.data) : host.data;
    parts.push(write(data).bytes);
    return ["native", host.name];
  });
  return { head: JSON.stringify([message.buffers.length, hosts]), parts, ports, shared };
}

/** @param take makes an end that came */
export function fromWire(
  wire: ThreadMessage,
  take: (id: number) => End,
  natives: Natives,
  read: (message: Message) => unknown,
): Message {
  const [bufferCount, heads] = JSON.parse(wire.head) as [number, WireHost[]];
  const [bytes = new Uint8Array(0), ...more] = wire.parts;
  const buffers = more.slice(0, bufferCount).map((part) => part.slice().buffer);
  const data = more.slice(bufferCount).values();
  const ends = wire.ports.values();
  const hosts = heads.map(([kind, name]): Host => {
    if (kind === "library") return { kind, spec: name };
    if (kind === "port") return { kind, end: take(ends.next().value ?? 0) };
    const value = read({
      bytes: data.next().value ?? new Uint8Array(0),
      hosts: [],
      buffers: [],
      shared: [],
    });
    const found = natives.named(name);
    return { kind, name, data: found.fromWire ? found.fromWire(value) : value };
  });
  return { bytes, hosts, buffers, shared: wire.shared as object[] };
}
