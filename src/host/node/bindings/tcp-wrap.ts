import type { MakeBinding } from "../binding.ts";
import { asyncWraps } from "./async-wrap.ts";
import { connections } from "./connections.ts";
import { status, streamBase, UV, type StreamRequest } from "./stream-base.ts";

const constants = { SOCKET: 0, SERVER: 1, UV_TCP_IPV6ONLY: 1, UV_TCP_REUSEPORT: 2 } as const;

/** One end of a connection, in the form that `getsockname` fills in. */
interface EndPoint {
  readonly address: string;
  readonly family: "IPv4" | "IPv6";
  readonly port: number;
}

/** Addresses that reach this machine: its loopback, and "any". Everything else is a network that there is none of. */
function isLocal(address: string): boolean {
  return /^(127\.|0\.0\.0\.0$|::1?$|::ffff:127\.)/.test(address);
}

/** `internalBinding('tcp_wrap')`: connections over the machine's loopback. */
export const tcpWrapBinding: MakeBinding = (context) => {
  const { AsyncWrap, later } = asyncWraps(context);
  const { LibuvStreamWrap, attach } = streamBase(context);
  const { listen, connect } = connections(context);

  class TCP extends LibuvStreamWrap {
    #own: EndPoint | null = null;
    #peer: EndPoint | null = null;

    constructor(type: number) {
      super(type === constants.SERVER ? "TCPSERVERWRAP" : "TCPWRAP");
    }

    open(fd: number): number {
      return status(() => {
        context.sys.kind(fd);
        attach(this, fd);
      });
    }

    #bind(address: string, port: number, family: EndPoint["family"]): number {
      if (!isLocal(address)) return -99; // EADDRNOTAVAIL
      this.#own = { address, family, port };
      return 0;
    }

    bind(address: string, port: number): number {
      return this.#bind(address, port, "IPv4");
    }

    bind6(address: string, port: number): number {
      return this.#bind(address, port, "IPv6");
    }

    listen(_backlog: number): number {
      const own = this.#own ?? { address: "0.0.0.0", family: "IPv4", port: 0 };
      return status(() => {
        const port = listen(this, { port: own.port }, () => {
          const client = new TCP(constants.SOCKET);
          const mapped = own.family === "IPv6" ? "::ffff:127.0.0.1" : "127.0.0.1";
          client.#own = { address: mapped, family: own.family, port };
          return client;
        });
        this.#own = { ...own, port };
      });
    }

    #connect(request: StreamRequest, address: string, port: number, family: EndPoint["family"]) {
      if (!isLocal(address)) {
        later(request, () => request.oncomplete?.(-101, this, request, true, true)); // ENETUNREACH
        return 0;
      }
      connect(this, request, { port });
      this.#peer = { address, family, port };
      return 0;
    }

    connect(request: StreamRequest, address: string, port: number): number {
      return this.#connect(request, address, port, "IPv4");
    }

    connect6(request: StreamRequest, address: string, port: number): number {
      return this.#connect(request, address, port, "IPv6");
    }

    /** The two ports of the connection, where the kernel knows them. */
    #complete(): void {
      if (this.fd < 0 || (this.#own && this.#peer)) return;
      const { local, remote } = context.sys.ports(this.fd);
      const { address, family } = this.#own ?? this.#peer ?? { address: "127.0.0.1", family: "IPv4" };
      this.#own ??= { address, family, port: local };
      this.#peer ??= { address, family, port: remote };
    }

    getsockname(target: Partial<EndPoint>): number {
      return status(() => {
        this.#complete();
        Object.assign(target, this.#own ?? {});
      });
    }

    getpeername(target: Partial<EndPoint>): number {
      if (this.fd < 0) return UV.ENOTCONN;
      return status(() => {
        this.#complete();
        Object.assign(target, this.#peer ?? {});
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
      this.close(callback);
      return 0;
    }
  }

  class TCPConnectWrap extends AsyncWrap {
    constructor() {
      super("TCPCONNECTWRAP");
    }
  }

  return { TCP, TCPConnectWrap, constants };
};
