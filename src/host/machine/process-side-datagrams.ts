import type { RequestChannel } from "./request-channel.ts";
import type { Datagram, DatagramCalls, SyscallError } from "./syscalls.ts";
import type { Value } from "./wire.ts";

/** What the calls need of the process's side. */
export interface DatagramChannel {
  readonly call: RequestChannel["call"];
  /** Registers for an event. Returns its id. */
  expect(listener: (values: readonly Value[]) => void): number;
  forget(id: number): void;
  errorOf(value: Value): SyscallError | null;
}

/** A process's calls about sockets for datagrams. */
export function datagramCalls({ call, expect, forget, errorOf }: DatagramChannel): DatagramCalls {
  return {
    datagramSocket: (isIpv6) => call("datagramSocket", [isIpv6]) as number,
    bindDatagrams(fd, { host, port, onlyIpv6, reuseAddress, reusePort }) {
      call("bindDatagrams", [fd, host, port, onlyIpv6, reuseAddress, reusePort]);
    },
    connectDatagrams(fd, to) {
      call("connectDatagrams", to ? [fd, to.host, to.port] : [fd]);
    },
    sendDatagram(fd, bytes, to) {
      call("sendDatagram", to ? [fd, bytes, to.host, to.port] : [fd, bytes]);
    },
    receiveDatagrams(fd, later) {
      let waits = true;
      const id = expect(([error, datagrams]) => {
        forget(id);
        waits = false;
        later(errorOf(error), datagramsOf(datagrams));
      });
      let now: Value;
      try {
        now = call("receiveDatagrams", [fd, id]);
      } catch (error) {
        forget(id);
        throw error;
      }
      if (now) {
        forget(id);
        return datagramsOf(now);
      }
      return () => {
        if (waits) call("cancel", [id]);
        waits = false;
        forget(id);
      };
    },
    datagramOption: (fd, name, value) => call("datagramOption", [fd, name, value]) as number,
    datagramGroup(fd, group, isMember, source) {
      call("datagramGroup", [fd, group, isMember, source]);
    },
  };
}

function datagramsOf(values: Value): Datagram[] {
  const flat = (values ?? []) as readonly Value[];
  const datagrams: Datagram[] = [];
  for (let i = 0; i < flat.length; i += 3) {
    const from = { host: flat[i + 1] as string, port: flat[i + 2] as number };
    datagrams.push({ bytes: flat[i] as Uint8Array, from });
  }
  return datagrams;
}
