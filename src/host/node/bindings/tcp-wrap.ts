import type { BindingContext, MakeBinding } from "../binding.ts";
import { unmapped } from "../../machine/own-addresses.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { asyncWraps } from "./async-wrap.ts";
import { connections } from "./connections.ts";
import { fillEndPoint, type EndPoint } from "./end-point.ts";
import { status, streamBase, UV, type StreamRequest } from "./stream-base.ts";

const constants = { SOCKET: 0, SERVER: 1, UV_TCP_IPV6ONLY: 1, UV_TCP_REUSEPORT: 2 } as const;

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
  const { LibuvStreamWrap, attach } = streamBase(context);
  const { listen, connect } = connections(context);

  class TCP extends LibuvStreamWrap {
    /** Why `bind` failed, which libuv tells only when the socket is used. */
    #delayed = 0;
    #bound = false;

    constructor(type: number) {
      super(type === constants.SERVER ? "TCPSERVERWRAP" : "TCPWRAP");
    }

    open(fd: number): number {
      return status(() => {
        context.sys.kind(fd);
        attach(this, fd);
      });
    }

    #bind(host: string, port: number, onlyIpv6: boolean): number {
      if (this.fd >= 0) return UV.EINVAL;
      const code = status(() => attach(this, context.sys.bind({ host: unmapped(host), port, onlyIpv6 })));
      this.#bound = code === 0;
      if (code !== UV.EADDRINUSE) return code;
      this.#delayed = code;
      return 0;
    }

    bind(address: string, port = 0): number {
      return this.#bind(address, port, false);
    }

    bind6(address: string, port = 0, flags = 0): number {
      return this.#bind(address, port, (flags & constants.UV_TCP_IPV6ONLY) !== 0);
    }

    listen(_backlog: number): number {
      if (this.#delayed !== 0) return this.#delayed;
      return status(() => {
        if (this.fd < 0) attach(this, context.sys.bind({ host: "0.0.0.0", port: 0 }));
        listen(this, () => new TCP(constants.SOCKET));
      });
    }

    #connect(request: StreamRequest, host: string, port: number) {
      if (this.#delayed !== 0) return this.#delayed;
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
        this.#bound = false;
      }
      connect(this, request, { host: unmapped(host), port }, from);
      return 0;
    }

    connect(request: StreamRequest, address: string, port: number): number {
      return this.#connect(request, address, port);
    }

    connect6(request: StreamRequest, address: string, port: number): number {
      return this.#connect(request, address, port);
    }

    getsockname(target: Partial<EndPoint>): number {
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
    setTypeOfService(): number {
      return 0;
    }
    getTypeOfService(): number {
      return 0;
    }

    reset(callback?: () => void): number {
      if (this.fd < 0) return UV.EBADF;
      const code = status(() => context.sys.reset(this.fd));
      if (code === 0) this.close(callback);
      return code;
    }
  }
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
