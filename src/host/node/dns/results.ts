import { canonicalAddress } from "../bindings/ip-address.ts";
import type { RecordData, Reply, ResourceRecord } from "./message.ts";

/** What a query comes to: what the library is called back with, or the name of an error. */
export type Result = { readonly values: unknown; readonly ttls?: readonly number[] } | string;

type DataOf<T> = RecordData extends infer D
  ? D extends { readonly type: infer Types }
    ? T extends Types
      ? D
      : never
    : never
  : never;

/** The data of all answers of a type. */
function all<T extends RecordData["type"]>({ answers }: Reply, type: T): DataOf<T>[] {
  return answers.map(({ data }) => data).filter((data): data is DataOf<T> => data.type === type);
}

/** What `struct hostent` would have: addresses, and where the first alias leads. */
interface Host {
  readonly alias: string | null;
  readonly addresses: readonly string[];
  readonly ttls: readonly number[];
}

function addressText({ type, bytes }: DataOf<"A" | "AAAA">): string {
  if (type === "A") return bytes.join(".");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const groups = Array.from({ length: 8 }, (_, at) => view.getUint16(2 * at).toString(16));
  return canonicalAddress(groups.join(":"), 6) ?? "";
}

/** Null when there are neither addresses nor aliases. */
function hostOf(reply: Reply, type: "A" | "AAAA"): Host | null {
  const aliases = reply.answers.filter(({ data }) => data.type === "CNAME");
  const found = reply.answers.filter(
    (record): record is ResourceRecord & { data: DataOf<"A" | "AAAA"> } => record.data.type === type,
  );
  const [alias] = all(reply, "CNAME");
  if (found.length === 0 && !alias) return null;
  // What an alias leads to is known no longer than the alias.
  const most = Math.min(...aliases.map(({ ttl }) => ttl));
  return {
    alias: alias?.name ?? null,
    addresses: found.map(({ data }) => addressText(data)),
    ttls: found.map(({ ttl }) => Math.min(ttl, most)),
  };
}

const addresses =
  (type: "A" | "AAAA") =>
  (reply: Reply): Result => {
    const host = hostOf(reply, type);
    return host ? { values: host.addresses, ttls: host.ttls } : "ENODATA";
  };

const names =
  (type: "NS" | "PTR") =>
  (reply: Reply): Result => {
    const values = all(reply, type).map(({ name }) => name);
    return values.length > 0 ? { values } : "ENODATA";
  };

// In each the names come in the order in which the library shows them.
const mx = (reply: Reply) =>
  all(reply, "MX").map(({ exchange, priority, type }) => ({ exchange, priority, type }));
const txt = (reply: Reply) => all(reply, "TXT").map(({ entries }) => entries);
const srv = (reply: Reply) =>
  all(reply, "SRV").map(({ name, port, priority, weight, type }) => ({ name, port, priority, weight, type }));
const naptr = (reply: Reply, type?: string) =>
  all(reply, "NAPTR").map(({ flags, service, regexp, replacement, order, preference }) => {
    return { flags, service, regexp, replacement, order, preference, type };
  });
const soa = (reply: Reply, type?: string) =>
  all(reply, "SOA").map(({ nsname, hostmaster, serial, refresh, retry, expire, minttl }) => {
    return { nsname, hostmaster, serial, refresh, retry, expire, minttl, type };
  });
const caa = (reply: Reply) =>
  all(reply, "CAA").map(({ critical, type, tag, value }) => ({ critical, type, [tag]: value }));

/** Each at the place that it has among all answers, from where `values` ends; Node leaves holes between. */
function addTlsa({ answers }: Reply, values: unknown[]): void {
  const offset = values.length;
  for (const [index, { data }] of answers.entries()) {
    if (data.type !== "TLSA" || data.data.length === 0) continue;
    const { certUsage, selector, match } = data;
    values[offset + index] = { certUsage, selector, match, data: new Uint8Array(data.data).buffer };
  }
}

function everything(reply: Reply): Result {
  const host = hostOf(reply, "A");
  const values: unknown[] = host?.alias
    ? [{ value: host.alias, type: "CNAME" }]
    : (host?.addresses.map((address, at) => ({ address, ttl: host.ttls[at], type: "A" })) ?? []);
  const six = hostOf(reply, "AAAA");
  values.push(...(six?.addresses.map((address, at) => ({ address, ttl: six.ttls[at], type: "AAAA" })) ?? []));
  values.push(...mx(reply), ...all(reply, "NS").map(({ name, type }) => ({ value: name, type })));
  values.push(...all(reply, "TXT").map(({ entries, type }) => ({ entries, type })), ...srv(reply));
  values.push(
    ...all(reply, "PTR").map(({ name, type }) => ({ value: name, type })),
    ...naptr(reply, "NAPTR"),
  );
  values.push(...soa(reply, "SOA").slice(0, 1));
  addTlsa(reply, values);
  values.push(...caa(reply));
  return { values };
}

/** By the type that was asked for, what an answer comes to. */
export const RESULTS = {
  ANY: everything,
  A: addresses("A"),
  AAAA: addresses("AAAA"),
  CAA: (reply): Result => ({ values: caa(reply) }),
  CNAME(reply): Result {
    const host = hostOf(reply, "A");
    return host ? { values: [host.alias ?? reply.name] } : "ENODATA";
  },
  MX: (reply): Result => ({ values: mx(reply) }),
  NAPTR: (reply): Result => ({ values: naptr(reply) }),
  NS: names("NS"),
  PTR: names("PTR"),
  SOA(reply): Result {
    const [first] = soa(reply);
    return first ? { values: first } : "EBADRESP";
  },
  SRV: (reply): Result => ({ values: srv(reply) }),
  TLSA(reply): Result {
    const values: unknown[] = [];
    addTlsa(reply, values);
    return { values };
  },
  TXT: (reply): Result => ({ values: txt(reply) }),
} as const satisfies Record<string, (reply: Reply) => Result>;
