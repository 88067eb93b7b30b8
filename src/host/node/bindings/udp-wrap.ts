import type { MakeBinding } from "../binding.ts";
import { asyncWraps } from "./async-wrap.ts";
import { UV } from "./stream-base.ts";

const constants = { UV_UDP_IPV6ONLY: 1, UV_UDP_REUSEADDR: 4, UV_UDP_REUSEPORT: 64 } as const;

/** What a datagram socket would do; each is refused. */
const refused = ["open", "bind", "bind6", "connect", "connect6", "send", "send6", "recvStart"];

/** `internalBinding('udp_wrap')`: the machine's loopback has connections, and no datagrams. */
export const udpWrapBinding: MakeBinding = (context) => {
  const { AsyncWrap, HandleWrap } = asyncWraps(context);

  class UDP extends HandleWrap {
    readonly #fd = UV.EBADF;
    constructor() {
      super("UDPWRAP");
    }
    get fd(): number {
      return this.#fd;
    }
    recvStop(): number {
      return 0;
    }
    getSendQueueSize(): number {
      return 0;
    }
    getSendQueueCount(): number {
      return 0;
    }
  }
  for (const name of refused)
    Object.defineProperty(UDP.prototype, name, {
      value: () => UV.ENOTSUP,
      writable: true,
      configurable: true,
    });

  class SendWrap extends AsyncWrap {
    constructor() {
      super("UDPSENDWRAP");
    }
  }

  return { UDP, SendWrap, constants };
};
