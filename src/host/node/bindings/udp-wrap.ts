import { isOwn } from "../../machine/own-addresses.ts";
import { SyscallError, type Datagram, type SocketName, type Undo } from "../../machine/syscalls.ts";
import type { BindingContext, MakeBinding } from "../binding.ts";
import { asyncWraps, type RequestWrap } from "./async-wrap.ts";
import { fillEndPoint, type EndPoint } from "./end-point.ts";
import { canonicalAddress } from "./ip-address.ts";
import { status, UV } from "./uv-status.ts";
import { bytesOf, concat, values } from "./values.ts";

const constants = { UV_UDP_IPV6ONLY: 1, UV_UDP_REUSEADDR: 4, UV_UDP_REUSEPORT: 64 } as const;

/** As libuv has it. */
const MOST_IN_ROW = 32;

type Family = 4 | 6;

interface Options {
  getOptionValue(name: string): unknown;
}

interface SendRequest extends RequestWrap {
  oncomplete?(status: number, sent: number): void;
}

/** What follows the count of chunks: port and address unless it is connected, and whether there is a callback. */
type SendArguments = readonly [
  request: SendRequest,
  chunks: readonly ArrayBufferView[],
  count: number,
  ...rest: readonly unknown[],
];

/** Set by the library. */
interface Receiver {
  onmessage?(count: number, handle: object, bytes?: Uint8Array, from?: Partial<EndPoint>): void;
}

/** What came and was not handed over yet. */
type Arrival = Datagram | SyscallError;

/** Where an address and a port are, or the errno. */
function nameOf(address: string, port: number, family: Family): SocketName | number {
  const host = canonicalAddress(String(address), family);
  // As the field of a packet, which is two bytes.
  return host === null ? UV.EINVAL : { host, port: port & 0xffff };
}

/** The realm's `UDP` class. */
export function udpClass(context: BindingContext) {
  return context.shared(makeUdp);
}

function makeUdp(context: BindingContext) {
  const { HandleWrap, active, begin, call, closing, destroy, later, start, stop, whenClosed } =
    asyncWraps(context);
  const { buffer } = values(context);
  const { loop } = context;

  class UDP extends HandleWrap {
    #fd = -1;
    #connected = false;
    #tries: boolean | undefined;
    #receiving = false;
    #stopWaiting: Undo | null = null;
    #delivering = false;
    /** How many were handed over one right after the other. */
    #inRow = 0;
    readonly #arrivals: Arrival[] = [];
    /** What was sent, and whose request does not know yet. */
    readonly #sending = { bytes: 0, count: 0 };

    constructor() {
      super("UDPWRAP");
      whenClosed(this, () => {
        this.#stopWaiting?.();
        this.#receiving = false;
        const fd = this.#fd;
        this.#fd = -1;
        if (fd > 2) status(() => context.sys.close(fd));
      });
    }

    get fd(): number {
      return this.#fd < 0 ? UV.EBADF : this.#fd;
    }

    open(fd: number): number {
      if (this.#fd >= 0) return UV.EBUSY;
      // Two handles that wait for the same would take it from each other.
      for (const other of active.handles)
        if (other instanceof UDP && other.#receiving && other.#fd === fd) return UV.EEXIST;
      return status(() => {
        // Also fails for what is no such socket.
        this.#connected = context.sys.names(fd).remote !== null;
        context.sys.datagramOption(fd, "receiveBuffer");
        this.#fd = fd;
      });
    }

    /** Makes a socket unless there is one. */
    #make(family: Family): number {
      if (closing(this)) return UV.EBADF;
      if (this.#fd >= 0) return 0;
      return status(() => {
        this.#fd = context.sys.datagramSocket(family === 6);
      });
    }

    /** Binds it unless there is a socket: libuv does so for what needs one. */
    #makeBound(family: Family, reuseAddress: boolean): number {
      if (this.#fd >= 0) return 0;
      const host = family === 6 ? "::" : "0.0.0.0";
      return (
        this.#make(family) ||
        status(() => context.sys.bindDatagrams(this.#fd, { host, port: 0, reuseAddress }))
      );
    }

    #bind(family: Family, address: string, port: number, flags: number): number {
      const name = nameOf(address, port, family);
      if (typeof name === "number") return name;
      if (family === 4 && flags & constants.UV_UDP_IPV6ONLY) return UV.EINVAL;
      return (
        this.#make(family) ||
        status(() =>
          context.sys.bindDatagrams(this.#fd, {
            ...name,
            onlyIpv6: (flags & constants.UV_UDP_IPV6ONLY) !== 0,
            reuseAddress: (flags & constants.UV_UDP_REUSEADDR) !== 0,
            reusePort: (flags & constants.UV_UDP_REUSEPORT) !== 0,
          }),
        )
      );
    }
    bind(address: string, port: number, flags: number): number {
      return this.#bind(4, address, port, flags);
    }
    bind6(address: string, port: number, flags: number): number {
      return this.#bind(6, address, port, flags);
    }

    #connect(family: Family, address: string, port: number): number {
      const name = nameOf(address, port, family);
      if (typeof name === "number") return name;
      if (this.#connected) return UV.EISCONN;
      const code = this.#make(family) || status(() => context.sys.connectDatagrams(this.#fd, name));
      this.#connected = code === 0;
      return code;
    }
    connect(address: string, port: number): number {
      return this.#connect(4, address, port);
    }
    connect6(address: string, port: number): number {
      return this.#connect(6, address, port);
    }
    disconnect(): number {
      if (!this.#connected) return UV.ENOTCONN;
      this.#connected = false;
      return status(() => context.sys.connectDatagrams(this.#fd, null));
    }

    #send(family: Family, [request, chunks, , ...rest]: SendArguments): number {
      if (closing(this)) return UV.EBADF;
      const [port, address] = rest.length > 1 ? rest : [];
      const to = address === undefined ? null : nameOf(address as string, port as number, family);
      if (typeof to === "number") return to;
      if (this.#connected === (to !== null)) return to ? UV.EISCONN : UV.EDESTADDRREQ;
      const made = this.#make(family);
      if (made !== 0) return made;
      const bytes = concat(chunks.map(bytesOf));
      const code = status(() => context.sys.sendDatagram(this.#fd, bytes, to));
      // One more than was sent, so that nothing can be told from a request that is under way.
      if (this.#triesFirst()) return code || bytes.length + 1;
      this.#settleLater(request, code, bytes.length, rest.at(-1) === true);
      return 0;
    }

    /** Whether what is sent is told of at once, as it is unless an option for tests says otherwise. */
    #triesFirst(): boolean {
      const options = (): Options => context.require("internal/options") as Options;
      return (this.#tries ??= options().getOptionValue("--test-udp-no-try-send") !== true);
    }

    /** Tells of what was sent as if it had waited for room. */
    #settleLater(request: SendRequest, code: number, length: number, hasCallback: boolean): void {
      begin(request, this);
      this.#sending.bytes += length;
      this.#sending.count++;
      const release = loop.ref();
      const settled = (): void => {
        release();
        this.#sending.bytes -= length;
        this.#sending.count--;
      };
      if (hasCallback)
        later(request, () => {
          settled();
          request.oncomplete?.(code, length);
        });
      else
        loop.enqueue(() => {
          settled();
          destroy(request);
        });
    }
    send(...args: SendArguments): number {
      return this.#send(4, args);
    }
    send6(...args: SendArguments): number {
      return this.#send(6, args);
    }
    getSendQueueSize(): number {
      return this.#sending.bytes;
    }
    getSendQueueCount(): number {
      return this.#sending.count;
    }

    recvStart(): number {
      if (closing(this)) return UV.EBADF;
      const code = this.#makeBound(4, false);
      if (code !== 0) return code;
      this.#receiving = true;
      start(this);
      this.#pump();
      return 0;
    }
    /** Those that come meanwhile wait. */
    recvStop(): number {
      if (closing(this)) return UV.EBADF;
      this.#receiving = false;
      stop(this);
      return 0;
    }

    #pump(): void {
      if (!this.#receiving || this.#delivering || this.#stopWaiting) return;
      if (this.#arrivals.length === 0 && !this.#fetch()) return;
      this.#delivering = true;
      const next = (): void => {
        this.#delivering = false;
        if (!this.#receiving) return;
        try {
          const arrival = this.#arrivals.shift();
          if (arrival) this.#hand(arrival);
        } finally {
          // Also after a throw, which a program may survive.
          this.#pump();
        }
      };
      // Those that are there by then follow before anything else, but not without end.
      if (this.#inRow > 0 && this.#inRow < MOST_IN_ROW) loop.continueWith(next, !this.hasRef());
      else {
        this.#inRow = 0;
        if (this.hasRef()) loop.enqueue(next);
        else loop.enqueueWeak(next);
      }
      this.#inRow++;
    }

    /** Takes what is there. Returns whether there was something; if not, it waits. */
    #fetch(): boolean {
      try {
        const now = context.sys.receiveDatagrams(this.#fd, (error, datagrams) => {
          this.#stopWaiting = null;
          this.#inRow = 0;
          this.#arrivals.push(...(error ? [error] : datagrams));
          this.#pump();
        });
        if (typeof now === "function") this.#stopWaiting = now;
        else this.#arrivals.push(...now);
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        this.#arrivals.push(error);
      }
      return this.#arrivals.length > 0;
    }

    #hand(arrival: Arrival): void {
      const receiver = this as Receiver;
      call(this, () => {
        if ("errno" in arrival) return receiver.onmessage?.(arrival.errno, this);
        const { bytes, from } = arrival;
        receiver.onmessage?.(bytes.length, this, buffer(bytes), fillEndPoint({}, from));
      });
    }

    getsockname(target: Partial<EndPoint>): number {
      if (this.#fd < 0) return UV.EBADF;
      return status(() => void fillEndPoint(target, context.sys.names(this.#fd).local));
    }
    getpeername(target: Partial<EndPoint>): number {
      if (this.#fd < 0) return UV.EBADF;
      if (!this.#connected) return UV.ENOTCONN;
      return status(() => {
        const { remote } = context.sys.names(this.#fd);
        if (remote) fillEndPoint(target, remote);
      });
    }

    /** `report`: where the library looks for what went wrong. */
    bufferSize(size: number, isReceive: boolean, report: Record<string, unknown>): number | undefined {
      const option = isReceive ? "receiveBuffer" : "sendBuffer";
      let now = 0;
      const code =
        this.#fd < 0
          ? UV.EBADF
          : status(() => {
              now = context.sys.datagramOption(this.#fd, option, size === 0 ? undefined : size);
            });
      if (code === 0) return size === 0 ? now : size;
      const [name, message] = context.recorded.errors.find(([errno]) => errno === code)?.[1] ?? [];
      const syscall = isReceive ? "uv_recv_buffer_size" : "uv_send_buffer_size";
      Object.assign(report, { errno: code, code: name, message, syscall });
      return undefined;
    }

    setBroadcast(on: number): number {
      if (this.#fd < 0) return UV.EBADF;
      return status(() => void context.sys.datagramOption(this.#fd, "broadcast", on === 0 ? 0 : 1));
    }
    setMulticastLoopback(on: number): number {
      if (this.#fd < 0) return UV.EBADF;
      return status(() => void context.sys.datagramOption(this.#fd, "loopsGroups", on === 0 ? 0 : 1));
    }

    // How far it may go makes no difference to what never leaves.
    #hops(count: number, least: number): number {
      if (this.#fd < 0) return UV.EBADF;
      return count >= least && count <= 255 ? 0 : UV.EINVAL;
    }
    setTTL(hops: number): number {
      return this.#hops(hops, 1);
    }
    setMulticastTTL(hops: number): number {
      return this.#hops(hops, 0);
    }

    /** There is one interface to choose. */
    setMulticastInterface(address: string): number {
      const family = canonicalAddress(address, 4) ? 4 : 6;
      const host = canonicalAddress(address, family);
      if (host === null) return UV.EINVAL;
      if (this.#fd < 0) return UV.EBADF;
      const isIpv6 = context.sys.names(this.#fd).local.host.includes(":");
      if (isIpv6) return 0;
      if (family === 6) return UV.ENOPROTOOPT;
      return isOwn(host) ? 0 : UV.EADDRNOTAVAIL;
    }

    #membership(
      isMember: boolean,
      given: string,
      interfaceAddress: string | null | undefined,
      source?: string,
    ): number {
      const address = String(given);
      const family = canonicalAddress(address, 4) ? 4 : 6;
      const group = canonicalAddress(address, family);
      const from = source === undefined ? undefined : canonicalAddress(source, family);
      if (group === null || from === null) return UV.EINVAL;
      const made = this.#makeBound(family, true);
      if (made !== 0) return made;
      if (interfaceAddress !== undefined && interfaceAddress !== null) {
        const host = canonicalAddress(String(interfaceAddress), family);
        if (host === null) return UV.EINVAL;
        if (family === 4 && !isOwn(host)) return UV.ENODEV;
      }
      return status(() => context.sys.datagramGroup(this.#fd, group, isMember, from));
    }
    addMembership(group: string, interfaceAddress?: string): number {
      return this.#membership(true, group, interfaceAddress);
    }
    dropMembership(group: string, interfaceAddress?: string): number {
      return this.#membership(false, group, interfaceAddress);
    }
    addSourceSpecificMembership(source: string, group: string, interfaceAddress?: string): number {
      return this.#membership(true, group, interfaceAddress, source);
    }
    dropSourceSpecificMembership(source: string, group: string, interfaceAddress?: string): number {
      return this.#membership(false, group, interfaceAddress, source);
    }
  }
  return UDP;
}

/** `internalBinding('udp_wrap')`: datagrams over the machine's loopback. */
export const udpWrapBinding: MakeBinding = (context) => {
  const { RequestWrap } = asyncWraps(context);
  class SendWrap extends RequestWrap {
    constructor() {
      super("UDPSENDWRAP");
    }
  }
  return { UDP: udpClass(context), SendWrap, constants };
};
