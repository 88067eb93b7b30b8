import { Waiting, type Answer } from "./answer.ts";
import type { Call } from "./calls.ts";
import { failure } from "./errno.ts";
import type { PortMessage } from "./thread-ports.ts";
import type { CallName, Value } from "./wire.ts";

type ThreadCall =
  | "newThread"
  | "startThread"
  | "stopThread"
  | "portPair"
  | "joinChannel"
  | "postMessage"
  | "receiveMessage"
  | "closePort"
  | "listenMessages"
  | "shareEnvironment"
  | "readVariable"
  | "writeVariable"
  | "variableNames";

/** The calls of a process that has threads. */
export const THREAD_CALLS: Readonly<Record<ThreadCall & CallName, (call: Call) => Answer | void>> = {
  /** A thread to be: its id, and the caller's end of the channel to it. */
  newThread({ kernel, thread }) {
    const { child, port } = kernel.newThread(thread);
    return [child.id, port];
  },
  startThread({ kernel, process, thread, args }) {
    const child = process.threads.get(args.count(0));
    if (!child || child.parent !== thread || child.seat) throw failure("ESRCH");
    const [data, id] = [args.raw(1), args.count(2)];
    if (typeof data !== "string") throw failure("EINVAL");
    child.leavesFiles = args.flag(3);
    child.exited = (code) => thread.event(id, [code]);
    kernel.startThread(child, data);
  },
  stopThread({ kernel, process, thread, args }) {
    const child = process.threads.get(args.count(0));
    if (!child || child.parent !== thread) throw failure("ESRCH");
    kernel.endThread(child, 1);
  },
  portPair: ({ process, thread }) => process.ports.pair(thread, thread),
  joinChannel: ({ process, thread, args }) => process.ports.join(thread, args.text(0)),
  /** Port, head, parts, ports that move, ids of attachments. */
  postMessage({ process, thread, args }) {
    const [id, head, parts] = [args.count(0), args.raw(1), args.list(2)];
    const moved = args.list(3).map(count);
    const attachments = args.list(4).map(count);
    if (typeof head !== "string" || !parts.every((part) => part instanceof Uint8Array))
      throw failure("EINVAL");
    const post = (): number =>
      process.ports.post(thread, id, head, parts, moved, thread.takeAttachments(attachments));
    if (thread.hasAttachments(attachments)) return post();
    // They were sent first, but go by the browser's messages, which calls overtake.
    return new Waiting((settle) => {
      const undo = thread.whenAttached(() => {
        if (!thread.hasAttachments(attachments)) return;
        undo();
        settle(post());
      });
      return undo;
    });
  },
  receiveMessage({ process, thread, args }) {
    const message = process.ports.receive(thread, args.count(0));
    return typeof message === "string" || message === null ? message : messageValues(message);
  },
  closePort: ({ process, thread, args }) => process.ports.close(thread, args.count(0)),
  listenMessages({ process, thread, args }) {
    thread.messageEvent = args.count(0);
    process.ports.tellAll(thread);
  },
  /** From now on the process has variables that its threads share. */
  shareEnvironment({ process, args }) {
    if (process.variables) return;
    const flat = args.list(0).map(String);
    process.variables = new Map();
    for (let i = 0; i + 1 < flat.length; i += 2)
      process.variables.set(flat[i] as string, flat[i + 1] as string);
  },
  readVariable: ({ process, args }) => process.variables?.get(String(args.raw(0))) ?? null,
  /** Without a value it is deleted. */
  writeVariable({ process, args }) {
    const [name, value] = [String(args.raw(0)), args.raw(1)];
    if (typeof value === "string") process.variables?.set(name, value);
    else process.variables?.delete(name);
  },
  variableNames: ({ process }) => [...(process.variables?.keys() ?? [])],
};

function count(value: Value): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw failure("EINVAL");
  return value;
}

const messageValues = ({ head, parts, ports, shared }: PortMessage): Value => [
  head,
  parts,
  ports.map(({ id }) => id),
  [...shared.keys()],
];
