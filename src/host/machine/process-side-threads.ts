import type { ThreadCalls, ThreadMessage } from "./syscalls.ts";
import type { Attachment, CallName, Value } from "./wire.ts";

/** What the calls go through. */
interface Wire {
  call(name: CallName, args: readonly Value[]): Value;
  /** Registers for an event. Returns its id. */
  expect(listener: (values: readonly Value[]) => void): number;
  /** Sends what only the browser can carry. */
  send(attachment: Attachment): void;
}

/** A message whose attachments are still on their way. */
interface Stalled {
  readonly head: string;
  readonly parts: readonly Uint8Array[];
  readonly ports: readonly number[];
  readonly keys: readonly number[];
}

/** A worker's own end of the calls about threads. */
export class ThreadSide {
  readonly #attachments = new Map<number, unknown>();
  readonly #stalled = new Map<number, Stalled>();
  readonly calls: ThreadCalls;
  #listener: (port: number, closed: boolean) => void = () => undefined;
  #lastAttachment = 0;

  constructor(wire: Wire) {
    const { call } = wire;
    this.calls = {
      newThread() {
        const [id, port] = call("newThread", []) as [number, number];
        return { id, port };
      },
      startThread(id, data, leavesFiles, onExit) {
        const event = wire.expect(([code]) => onExit(code as number));
        call("startThread", [id, data, event, leavesFiles]);
      },
      stopThread: (id) => void call("stopThread", [id]),
      portPair: () => call("portPair", []) as [number, number],
      joinChannel: (name) => call("joinChannel", [name]) as number,
      postMessage: (port, { head, parts, ports, shared }) => {
        const ids = shared.map((value) => {
          wire.send({ attachment: ++this.#lastAttachment, value });
          return this.#lastAttachment;
        });
        return call("postMessage", [port, head, parts, ports, ids]) as number;
      },
      receiveMessage: (port) => {
        const stalled = this.#stalled.get(port);
        this.#stalled.delete(port);
        if (stalled) return this.#complete(port, stalled);
        const value = call("receiveMessage", [port]);
        if (value === undefined || value === null) return null;
        if (value === "closed") return value;
        const [head, parts, ports, keys] = value as unknown as [string, Uint8Array[], number[], number[]];
        return this.#complete(port, { head, parts, ports, keys });
      },
      closePort: (port) => {
        this.#stalled.delete(port);
        call("closePort", [port]);
      },
      onMessages: (listener) => {
        this.#listener = listener;
        call("listenMessages", [wire.expect(([port, closed]) => listener(port as number, closed === true))]);
      },
      shareEnvironment: (variables) => void call("shareEnvironment", [Object.entries(variables).flat()]),
      readVariable: (name) => (call("readVariable", [name]) as string | undefined) ?? null,
      writeVariable: (name, value) => void call("writeVariable", [name, value]),
      variableNames: () => call("variableNames", []) as string[],
    };
  }

  /** The browser brought what a message that was or will be received names by `key`. */
  attach(key: number, value: unknown): void {
    this.#attachments.set(key, value);
    for (const [port, { keys }] of this.#stalled) if (keys.includes(key)) this.#listener(port, false);
  }

  /** Null as long as something is missing: it comes by the browser's messages, which calls overtake. */
  #complete(port: number, stalled: Stalled): ThreadMessage | null {
    const { head, parts, ports, keys } = stalled;
    if (!keys.every((key) => this.#attachments.has(key))) {
      this.#stalled.set(port, stalled);
      return null;
    }
    const shared = keys.map((key) => this.#attachments.get(key));
    for (const key of keys) this.#attachments.delete(key);
    return { head, parts, ports, shared };
  }
}
