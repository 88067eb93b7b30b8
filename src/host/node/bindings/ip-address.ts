/** The eight groups of an IPv6 address; null for what is none. */
export function ipv6Groups(address: string): number[] | null {
  const embedded = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const text = embedded
    ? embedded[1] +
      [2, 4].map((at) => (Number(embedded[at]) * 256 + Number(embedded[at + 1])).toString(16)).join(":")
    : address;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const parse = (part: string | undefined) => (part ? part.split(":") : []);
  const [head, tail] = [parse(halves[0]), parse(halves[1])];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16));
}

/** The four numbers of an IPv4 address; null for what is none. */
export function ipv4Numbers(address: string): number[] | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return null;
  const numbers = address.split(".").map(Number);
  return numbers.every((number) => number < 256) ? numbers : null;
}

/**
 * An address of a family as the kernel knows it: in its shortest form, without the interface that an address of IPv6 may
 * name. Null for what is none.
 */
export function canonicalAddress(address: string, family: 4 | 6): string | null {
  if (family === 4) return ipv4Numbers(address)?.join(".") ?? null;
  const groups = ipv6Groups(address.replace(/%.+$/, ""));
  if (!groups) return null;
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 6).join() === "0,0,0,0,0,65535")
    return `::ffff:${[high >> 8, high & 255, low >> 8, low & 255].join(".")}`;
  const text = groups.map((group) => group.toString(16)).join(":");
  // The longest run of two zeros or more is left out (RFC 5952, 4.2).
  const runs = [...text.matchAll(/\b0(:0\b)+/g)];
  const longest = runs.reduce<RegExpExecArray | undefined>(
    (best, run) => (best && best[0].length >= run[0].length ? best : run),
    undefined,
  );
  if (!longest) return text;
  const [before, after] = [text.slice(0, longest.index), text.slice(longest.index + longest[0].length)];
  return `${before.replace(/:$/, "")}::${after.replace(/^:/, "")}`;
}

/** What a mapped IPv4 address begins with (RFC 4291, 2.5.5.2). */
const mapped = 0xffffn << 32n;

/** An address as one number in the space of IPv6, where IPv4 is mapped, so that both compare; null for what is none. */
export function addressNumber(address: string): bigint | null {
  const four = ipv4Numbers(address);
  if (four) return mapped | four.reduce((sum, number) => (sum << 8n) | BigInt(number), 0n);
  const six = ipv6Groups(address);
  return six ? six.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n) : null;
}
