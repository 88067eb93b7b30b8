import { SyscallError } from "../../machine/syscalls.ts";
import type { MakeBinding } from "../binding.ts";
import { TYPE } from "../dns/types.ts";
import { asyncWraps, type RequestWrap } from "./async-wrap.ts";
import { DnsChannel } from "./dns/channel.ts";
import { canonicalAddress, ipv4Numbers, ipv6Groups } from "./ip-address.ts";
import { UV } from "./uv-status.ts";
import { coded, values } from "./values.ts";

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

/** What servers cannot be set for (DNS_ESETSRVPENDING). */
const pendingQueries = -1000;

/** c-ares's errors by number (ares.h), as `strerror` words them. */
const aresErrors: Readonly<Record<number, string>> = {
  [pendingQueries]: "There are pending queries.",
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

/** The name under which an address's own name is (RFC 1035 3.5, RFC 3596 2.5); null for what is no address. */
function reverseName(address: string): string | null {
  const four = ipv4Numbers(address);
  if (four) return `${four.toReversed().join(".")}.in-addr.arpa`;
  const digits = ipv6Groups(address)
    ?.map((group) => group.toString(16).padStart(4, "0"))
    .join("");
  return digits === undefined ? null : `${digits.split("").toReversed().join(".")}.ip6.arpa`;
}

interface LookupRequest extends RequestWrap {
  oncomplete(error: number | string | null, ...results: unknown[]): void;
}

/**
 * `internalBinding('cares_wrap')`: names of an offline machine. Only its own are known, and what servers know that its own
 * programs run.
 */
export const caresWrapBinding: MakeBinding = (context) => {
  const { AsyncWrap, RequestWrap, begin, later } = asyncWraps(context);
  const { buffer } = values(context);
  const decoder = new context.pristine.TextDecoder();
  /** A name as the servers know it. */
  const asciiName = (name: string): string => {
    if (!/[^ -~]/.test(name)) return name.toLowerCase();
    const url = context.pristine.URL.parse(`http://${name}/`);
    return url?.hostname ?? "";
  };

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

  /** Names that /etc/hosts has for an address, but for the first, which is no alias. */
  const aliases = (address: string): string[] => {
    let text = "";
    try {
      text = decoder.decode(context.sys.readFile("/etc/hosts"));
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
    }
    const lines = text.split("\n").map((line) => line.replace(/#.*/, "").trim().split(/\s+/));
    return lines.filter(([of]) => of === address).flatMap(([, ...names]) => names);
  };

  class ChannelWrap extends AsyncWrap {
    readonly #channel: DnsChannel;
    constructor(timeoutMs: number, tries: number, maxTimeoutMs: number) {
      super("DNSCHANNEL");
      this.#channel = new DnsChannel(context, { timeoutMs, tries, maxTimeoutMs });
    }
    getServers(): [string, number][] {
      return this.#channel.servers.map(({ host, port }) => [host, port]);
    }
    setServers(servers: readonly (readonly [number, string, number])[]): number {
      if (this.#channel.isBusy) return pendingQueries;
      this.#channel.servers = servers.map(([family, host, port]) => ({
        host: canonicalAddress(host, family === 4 ? 4 : 6) ?? host,
        port,
      }));
      return 0;
    }
    setLocalAddress(first: string, second?: string): void {
      const given = [first, second].filter((address) => address !== undefined);
      const four = given.filter((address) => ipv4Numbers(address));
      const six = given.filter((address) => ipv6Groups(address));
      const invalid = (message: string) => coded(new TypeError(message), "ERR_INVALID_ARG_VALUE");
      if (four.length + six.length < given.length) throw invalid("Invalid IP address.");
      if (four.length > 1) throw invalid("Cannot specify two IPv4 addresses.");
      if (six.length > 1) throw invalid("Cannot specify two IPv6 addresses.");
      this.#channel.sendFrom(four[0], six[0]);
    }
    cancel(): void {
      this.#channel.cancel();
    }

    static query(
      channel: ChannelWrap,
      request: LookupRequest,
      name: string,
      type: keyof typeof TYPE,
    ): number {
      begin(request);
      channel.#channel.ask(asciiName(name), TYPE[type], (outcome) =>
        later(request, () => {
          const result = typeof outcome === "string" ? outcome : context.vendor("dns").RESULTS[type](outcome);
          if (typeof result === "string") request.oncomplete(result);
          else if (result.ttls) request.oncomplete(null, result.values, result.ttls);
          else request.oncomplete(null, result.values);
        }),
      );
      return 0;
    }

    getHostByAddr(request: LookupRequest, address: string): number {
      const name = reverseName(address);
      if (name === null) return UV.EINVAL;
      const [first, ...others] = aliases(address);
      if (first === undefined) return ChannelWrap.query(this, request, name, "PTR");
      begin(request);
      later(request, () => request.oncomplete(null, others));
      return 0;
    }
  }
  for (const type of Object.keys(TYPE) as (keyof typeof TYPE)[]) {
    const method = `query${type[0]}${type.slice(1).toLowerCase()}`;
    const query = {
      [method](this: ChannelWrap, request: LookupRequest, name: string): number {
        return ChannelWrap.query(this, request, name, type);
      },
    };
    Object.defineProperty(ChannelWrap.prototype, method, {
      value: query[method],
      writable: true,
      configurable: true,
    });
  }

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
      later(request, () =>
        local ? request.oncomplete(null, "localhost", String(port)) : request.oncomplete(notFound),
      );
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
