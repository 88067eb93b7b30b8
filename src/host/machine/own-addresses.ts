/** The machine's own addresses. There are no others: no network leads out of it. */
const OWN = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|::1?)$/;

/** Whether an address is one of the loopback's, or "any". */
export const isOwn = (host: string): boolean => OWN.test(host);
export const isIpv6 = (host: string): boolean => host.includes(":");
export const isAny = (host: string): boolean => host === "0.0.0.0" || host === "::";

/** The loopback's address in the family of another. */
export const loopbackOf = (host: string): string => (isIpv6(host) ? "::1" : "127.0.0.1");

/** An address of IPv4 that is written as one of IPv6 is the same place. */
export const unmapped = (host: string): string => host.replace(/^::ffff:(?=\d+\.)/i, "");

/** An address as sockets of IPv6 have it. */
export const mapped = (host: string): string => (isIpv6(host) ? host : `::ffff:${host}`);

/** Whether what is sent there goes to all who joined a group (RFC 5771, RFC 4291 2.7). */
export const isGroup = (host: string): boolean => /^(22[4-9]|23\d)\.|^ff[0-9a-f]{2}:/i.test(host);

/** Whether what is sent there goes to all of IPv4. */
export const isBroadcast = (host: string): boolean =>
  host === "255.255.255.255" || host === "127.255.255.255";

interface Place {
  readonly host: string;
  readonly onlyIpv6?: boolean;
  /** It shares its port with others that do, too. */
  readonly reusesPort?: boolean;
}

/** Whether two sockets cannot be bound to the same port. */
export function clash(one: Place, other: Place): boolean {
  if (one.reusesPort && other.reusesPort) return false;
  if (one.host === other.host) return true;
  if (isIpv6(one.host) === isIpv6(other.host)) return isAny(one.host) || isAny(other.host);
  // IPv6's "any" takes what comes by IPv4, too, unless it is told not to.
  const { host, onlyIpv6 } = isIpv6(one.host) ? one : other;
  return host === "::" && !onlyIpv6;
}
