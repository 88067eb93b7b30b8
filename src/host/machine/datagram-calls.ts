import type { Answer, Arguments } from "./answer.ts";
import type { Call } from "./calls.ts";
import { DatagramSocket } from "./datagram-socket.ts";
import { failure } from "./errno.ts";
import { SyscallError, type Datagram, type DatagramOption, type SocketName } from "./syscalls.ts";
import type { CallName, Value } from "./wire.ts";

type DatagramCall =
  | "datagramSocket"
  | "bindDatagrams"
  | "connectDatagrams"
  | "sendDatagram"
  | "receiveDatagrams"
  | "datagramOption"
  | "datagramGroup";

/** How many datagrams one call gives, as libuv takes them. */
const MOST_AT_ONCE = 32;
/** The longest address in text (INET6_ADDRSTRLEN). */
const MAX_HOST = 45;
const OPTIONS: readonly string[] = [
  "broadcast",
  "loopsGroups",
  "receiveBuffer",
  "sendBuffer",
] satisfies DatagramOption[];

/** The calls about sockets for datagrams. */
export const DATAGRAM_CALLS: Readonly<Record<DatagramCall & CallName, (call: Call) => Answer | void>> = {
  datagramSocket({ kernel, process, args }) {
    const socket = new DatagramSocket(kernel.datagrams, args.flag(0), kernel.vfs.now());
    return process.descriptors.addNew(socket);
  },
  bindDatagrams(call) {
    const { args } = call;
    const [onlyIpv6, reuseAddress, reusePort] = [args.flag(3), args.flag(4), args.flag(5)];
    socketOf(call).bind({ ...nameOf(args, 1), onlyIpv6, reuseAddress, reusePort });
  },
  /** Without an address it is disconnected. */
  connectDatagrams(call) {
    const socket = socketOf(call);
    if (call.args.raw(1) === undefined) socket.disconnect();
    else socket.connect(nameOf(call.args, 1));
  },
  sendDatagram(call) {
    const { args } = call;
    const to = args.raw(2) === undefined ? null : nameOf(args, 2);
    return socketOf(call).sendTo(args.bytes(1), to);
  },
  /** Answers what is there; if nothing is, it comes as an event. */
  receiveDatagrams(call) {
    const { thread } = call;
    const socket = socketOf(call);
    const id = call.args.count(1);
    const now = socket.receive(MOST_AT_ONCE);
    if (now) return datagramValues(now);
    socket.hold();
    const again = (): void => {
      let result: Value[];
      try {
        const datagrams = socket.receive(MOST_AT_ONCE);
        if (!datagrams) {
          stop = socket.whenReady("read", again);
          return;
        }
        result = [null, datagramValues(datagrams)];
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        result = [error.code];
      }
      thread.jobs.delete(id);
      socket.drop();
      thread.event(id, result);
    };
    let stop = socket.whenReady("read", again);
    thread.addJob(id, () => {
      stop();
      socket.drop();
    });
  },
  datagramOption(call) {
    const name = call.args.text(1);
    if (!OPTIONS.includes(name)) throw failure("ENOPROTOOPT");
    const value = call.args.raw(2) === undefined ? null : call.args.count(2);
    return socketOf(call).option(name as DatagramOption, value);
  },
  /** Group, whether to be a member of it, and of whose datagrams if not of all. */
  datagramGroup(call) {
    const { args } = call;
    const source = args.raw(3) === undefined ? null : hostOf(args, 3);
    socketOf(call).setMembership(hostOf(args, 1), args.flag(2), source);
  },
};

function socketOf({ process, args }: Call): DatagramSocket {
  const socket = process.descriptors.get(args.descriptor(0));
  if (!(socket instanceof DatagramSocket)) throw failure("ENOTSOCK");
  return socket;
}

function hostOf(args: Arguments, index: number): string {
  const host = args.text(index);
  if (host.length > MAX_HOST) throw failure("EINVAL");
  return host;
}

const nameOf = (args: Arguments, index: number): SocketName => ({
  host: hostOf(args, index),
  port: args.count(index + 1),
});

const datagramValues = (datagrams: readonly Datagram[]): Value[] =>
  datagrams.flatMap(({ bytes, from }) => [bytes, from.host, from.port]);
