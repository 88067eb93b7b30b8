import type { MakeBinding } from "../binding.ts";
import { asyncWraps, type RequestWrap } from "./async-wrap.ts";
import { ipv4Numbers, ipv6Groups } from "./ip-address.ts";
import { values } from "./values.ts";

/** Values of `addrinfo` and of the library's orders. */
const AF_INET = 2;
const AF_INET6 = 10;
const constants = {
  AF_INET,
  AF_INET6,
  AF_UNSPEC: 0,
  AI_ADDRCONFIG: 32,
  AI_ALL: 16,
  AI_V4MAPPED: 8,
  DNS_ORDER_VERBATIM: 0,
  DNS_ORDER_IPV4_FIRST: 1,
} as const;

/** What getaddrinfo answers for a name that nobody knows (EAI_NONAME, which Node calls ENOTFOUND). */
const notFound = -3008;

/** c-ares's errors by number (ares.h), as `strerror` words them. */
const aresErrors: Readonly<Record<number, string>> = {
  0: "Successful completion",
  1: "DNS server returned answer with no data",
  2: "DNS server claims query was misformatted",
  3: "DNS server returned general failure",
  4: "Domain name not found",
  5: "DNS server does not implement requested operation",
  6: "DNS server refused query",
  7: "Misformatted DNS query",
  8: "Misformatted domain name",
  9: "Unsupported address family",
  10: "Misformatted DNS reply",
  11: "Could not contact DNS servers",
  12: "Timeout while contacting DNS servers",
  13: "End of file",
  14: "Error reading file",
  15: "Out of memory",
  16: "Channel is being destroyed",
  17: "Misformatted string",
};

interface LookupRequest extends RequestWrap {
  oncomplete(error: number | string | null, ...results: unknown[]): void;
}

/** `internalBinding('cares_wrap')`: names of an offline machine. Only its own are known. */
export const caresWrapBinding: MakeBinding = (context) => {
  const { AsyncWrap, RequestWrap, begin, later } = asyncWraps(context);
  const { buffer } = values(context);

  class GetAddrInfoReqWrap extends RequestWrap {
    constructor() {
      super("GETADDRINFOREQWRAP");
    }
  }
  class GetNameInfoReqWrap extends RequestWrap {
    constructor() {
      super("GETNAMEINFOREQWRAP");
    }
  }
  class QueryReqWrap extends RequestWrap {
    constructor() {
      super("QUERYWRAP");
    }
  }

  const unanswered = (request: LookupRequest): number => {
    begin(request);
    later(request, () => request.oncomplete("ENOTFOUND"));
    return 0;
  };

  class ChannelWrap extends AsyncWrap {
    #servers: unknown = [["127.0.0.1", 53]];
    constructor() {
      super("DNSCHANNEL");
    }
    getServers(): unknown {
      return this.#servers;
    }
    setServers(servers: readonly (readonly [number, string, number])[]): number {
      this.#servers = servers.map(([, address, port]) => [address, port]);
      return 0;
    }
    setLocalAddress(): void {
      // There is one interface, and no server behind it.
    }
    cancel(): void {
      // Every query has been answered before it could be cancelled.
    }
  }
  const queries = ["Any", "A", "Aaaa", "Caa", "Cname", "Mx", "Naptr", "Ns", "Ptr", "Srv", "Soa"];
  for (const name of [...queries.map((type) => `query${type}`), "queryTlsa", "queryTxt", "getHostByAddr"])
    Object.defineProperty(ChannelWrap.prototype, name, {
      value: unanswered,
      writable: true,
      configurable: true,
    });

  return {
    ...constants,
    GetAddrInfoReqWrap,
    GetNameInfoReqWrap,
    QueryReqWrap,
    ChannelWrap,

    getaddrinfo(request: LookupRequest, host: string, family: number) {
      const local = /^(localhost|.*\.localhost)\.?$/i.test(host);
      // As /etc/hosts of most machines has it: the IPv6 name only when asked for.
      const addresses = family === 6 ? ["::1"] : ["127.0.0.1"];
      begin(request);
      later(request, () => (local ? request.oncomplete(null, addresses) : request.oncomplete(notFound)));
      return 0;
    },

    getnameinfo(request: LookupRequest, address: string, port: number) {
      const local = /^(127\.|::1$)/.test(address);
      begin(request);
      later(request, () => request.oncomplete(null, local ? "localhost" : address, String(port)));
      return 0;
    },

    canonicalizeIP(address: string): string | undefined {
      if (ipv4Numbers(address)) return address;
      if (!ipv6Groups(address)) return undefined;
      return new context.pristine.URL(`http://[${address}]`).hostname.slice(1, -1);
    },

    convertIpv6StringToBuffer(address: string): Uint8Array | null {
      const groups = ipv6Groups(address);
      if (!groups) return null;
      return buffer(Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff])));
    },

    strerror: (code: number) => aresErrors[code] ?? "unknown",
  };
};
