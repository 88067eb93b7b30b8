import type { BindingContext, MakeBinding } from "../binding.ts";
import { unmapped } from "../../machine/own-addresses.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { asyncWraps } from "./async-wrap.ts";
import { connections } from "./connections.ts";
import { fillEndPoint, type EndPoint } from "./end-point.ts";
import { natives } from "../messaging/index.ts";
import { type HandOver, streamBase, type StreamRequest } from "./stream-base.ts";
import { status, UV } from "./uv-status.ts";

const constants = { SOCKET: 0, SERVER: 1, UV_TCP_IPV6ONLY: 1, UV_TCP_REUSEPORT: 2 } as const;

/** The bits of a type of service that are TCP's own (ip(7)). */
const CONGESTION = 3;

/** Addresses that reach this machine: its loopback, and "any". Everything else is a network that there is none of. */
function isLocal(address: string): boolean {
  return /^(127\.|0\.0\.0\.0$|::1?$|::ffff:127\.)/.test(address);
}

/** The realm's `TCP` class. */
export function tcpClass(context: BindingContext) {
  return context.shared(makeTcp);
}

function makeTcp(context: BindingContext) {
  const { begin, later } = asyncWraps(context);
  const { LibuvStreamWrap, attach, release, takeOver } = streamBase(context);
  const { listen, connect } = connections(context);

  class TCP extends LibuvStreamWrap {
    /** Why `bind` failed, which libuv tells only when the socket is used. */
    #delayed = 0;
    /** The version of IP that it was bound for; 0 when it was not. */
    #bound: 0 | 4 | 6 = 0;
    #service = 0;

    constructor(type: number) {
      super(type === constants.SERVER ? "TCPSERVERWRAP" : "TCPWRAP");
    }

    open(fd: number): number {
      return status(() => {
        context.sys.kind(fd);
        attach(this, fd);
      });
    }

    #bind(version: 4 | 6, host: string, port: number, flags: number): number {
      if (this.fd >= 0) return UV.EINVAL;
      const onlyIpv6 = (flags & constants.UV_TCP_IPV6ONLY) !== 0;
      const reusesPort = (flags & constants.UV_TCP_REUSEPORT) !== 0;
      const address = { host: unmapped(host), port, onlyIpv6, reusesPort };
      const code = status(() => attach(this, context.sys.bind(address)));
      this.#bound = code === 0 ? version : 0;
      if (code !== UV.EADDRINUSE) return code;
      this.#delayed = code;
      return 0;
    }

    bind(address: string, port = 0, flags = 0): number {
      return this.#bind(4, address, port, flags);
    }

    bind6(address: string, port = 0, flags = 0): number {
      return this.#bind(6, address, port, flags);
    }

    listen(_backlog: number): number {
      if (this.#delayed !== 0) return this.#delayed;
      return status(() => {
        if (this.fd < 0) attach(this, context.sys.bind({ host: "0.0.0.0", port: 0 }));
        listen(this, () => new TCP(constants.SOCKET));
      });
    }

    #connect(version: 4 | 6, request: StreamRequest, host: string, port: number) {
      if (this.#delayed !== 0) return this.#delayed;
      if (this.#bound !== 0 && this.#bound !== version) return UV.EAFNOSUPPORT;
      if (!isLocal(host)) {
        begin(request, this);
        later(request, () => request.oncomplete?.(UV.ENETUNREACH, this, request, true, true));
        return 0;
      }
      // A socket that was bound first is where the connection starts.
      const from = this.#bound ? context.sys.names(this.fd).local : undefined;
      if (from) {
        context.sys.close(this.fd);
        attach(this, -1);
        this.#bound = 0;
      }
      return connect(this, request, { host: unmapped(host), port }, from);
    }

    connect(request: StreamRequest, address: string, port: number): number {
      return this.#connect(4, request, address, port);
    }

    connect6(request: StreamRequest, address: string, port: number): number {
      return this.#connect(6, request, address, port);
    }

    getsockname(target: Partial<EndPoint>): number {
      if (this.#delayed !== 0) return this.#delayed;
      if (this.fd < 0) return UV.EBADF;
      return status(() => fillEndPoint(target, context.sys.names(this.fd).local));
    }

    getpeername(target: Partial<EndPoint>): number {
      if (this.fd < 0) return UV.ENOTCONN;
      return status(() => {
        const { remote } = context.sys.names(this.fd);
        if (!remote) throw new SyscallError("ENOTCONN", UV.ENOTCONN);
        fillEndPoint(target, remote);
      });
    }

    // How a network delivers makes no difference to a loopback in memory.
    setNoDelay(): number {
      return 0;
    }
    setKeepAlive(): number {
      return 0;
    }
    setTypeOfService(service: number): number {
      this.#service = service & ~CONGESTION;
      return 0;
    }
    getTypeOfService(): number {
      return this.#service;
    }

    reset(callback?: () => void): number {
      if (this.fd < 0) return UV.EBADF;
      const code = status(() => context.sys.reset(this.fd));
      if (code === 0) this.close(callback);
      return code;
    }
  }
  natives(context).add({
    name: "tcp_wrap.TCP",
    mode: "transfer",
    owns: (value) => value instanceof TCP,
    take: (value) => release(value as TCP),
    make(given) {
      const handle = new TCP(constants.SOCKET);
      takeOver(handle, given as HandOver);
      return handle;
    },
  });
  return TCP;
}

/** `internalBinding('tcp_wrap')`: connections over the machine's loopback. */
export const tcpWrapBinding: MakeBinding = (context) => {
  const { RequestWrap } = asyncWraps(context);
  class TCPConnectWrap extends RequestWrap {
    constructor() {
      super("TCPCONNECTWRAP");
    }
  }
  return { TCP: tcpClass(context), TCPConnectWrap, constants };
};
