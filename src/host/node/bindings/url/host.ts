import { labelToAscii, labelToUnicode } from "./label.ts";
import { CONTROL_SET, percentDecode, percentEncode } from "./percent.ts";

/** What the parser of hosts takes from the browser. */
export interface HostTools {
  readonly URL: typeof URL;
  readonly encode: (text: string) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => string;
}

/* oxlint-disable-next-line no-control-regex -- the URL standard names these */
const FORBIDDEN = /[\0\t\n\r #/:<>?@[\\\]^|]/;
/* oxlint-disable-next-line no-control-regex -- as above */
const FORBIDDEN_IN_DOMAIN = /[\0-\x20"#/:<>?@[\\\]^`{|}%\x7f]/;
const PLAIN_DOMAIN = /^[a-z\d.-]*$/;

/** The host parser of the URL standard. @returns the host as it is written in a URL; undefined when it cannot be one */
export function parseHost(input: string, isOpaque: boolean, tools: HostTools): string | undefined {
  if (input.startsWith("[")) {
    const groups = input.endsWith("]") ? parseIpv6(input.slice(1, -1)) : undefined;
    return groups && `[${formatIpv6(groups)}]`;
  }
  if (isOpaque) return FORBIDDEN.test(input) ? undefined : percentEncode(input, CONTROL_SET);
  const decoded = input.includes("%") ? tools.decode(percentDecode(tools.encode(input))) : input;
  const domain = domainToAscii(decoded, tools);
  if (domain === undefined || domain === "" || isForbiddenDomain(domain)) return undefined;
  return endsInNumber(domain) ? parseIpv4(domain) : domain;
}

function isForbiddenDomain(domain: string): boolean {
  return FORBIDDEN_IN_DOMAIN.test(domain.replaceAll(/["`{}]/g, ""));
}

/** Lower case and Punycode; undefined when a label is not allowed. */
export function domainToAscii(domain: string, { URL }: HostTools): string | undefined {
  const lower = domain.toLowerCase();
  if (PLAIN_DOMAIN.test(lower) && !lower.includes("xn--")) return lower;
  if (isAscii(domain) && !lower.includes("xn--")) return lower;
  // The browser would take what these turn into for the URL's punctuation.
  if (isForbiddenDomain(domain.replaceAll("\u00ad", "").normalize("NFKC")) || domain.includes("\ufffd"))
    return undefined;
  const url = `ws://${domain}`;
  return URL.canParse(url) ? new URL(url).hostname : withRelations(domain, URL);
}

/** Allowed in domains since Unicode 15.1, which browsers do not know yet. */
const RELATIONS = ["\u2260", "\u226e", "\u226f"];
/** Characters of the same kind that are allowed everywhere. */
const STAND_INS = ["\u2245", "\u2248", "\u224d", "\u2250", "\u2251", "\u225c"];

/** A domain with relation signs: others stand for them while the browser looks at it. */
function withRelations(domain: string, URL: HostTools["URL"]): string | undefined {
  const text = domain.replaceAll("\u00ad", "").normalize("NFC").split(".").map(labelToUnicode).join(".");
  if (!RELATIONS.some((sign) => text.includes(sign))) return undefined;
  const free = STAND_INS.filter((sign) => !text.includes(sign));
  if (free.length < RELATIONS.length) return undefined;
  const url = `ws://${replaced(text, RELATIONS, free)}`;
  if (!URL.canParse(url)) return undefined;
  const labels = new URL(url).hostname.split(".").map((label) => {
    const shown = labelToUnicode(label);
    return shown === label ? label : labelToAscii(replaced(shown, free, RELATIONS));
  });
  return labels.join(".");
}

function replaced(text: string, from: readonly string[], to: readonly string[]): string {
  return from.reduce((all, sign, i) => all.replaceAll(sign, to[i] ?? sign), text);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function partsOf(domain: string): string[] {
  const parts = domain.split(".");
  if (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return parts;
}

function endsInNumber(domain: string): boolean {
  return /^(\d+|0x[\da-f]*)$/.test(partsOf(domain).at(-1) ?? "");
}

function parseIpv4(domain: string): string | undefined {
  const parts = partsOf(domain);
  if (parts.length > 4) return undefined;
  const numbers = parts.map(ipv4Number);
  if (numbers.some((number, at) => Number.isNaN(number) || (at < parts.length - 1 && number > 255)))
    return undefined;
  const last = numbers.pop() ?? 0;
  if (last >= 256 ** (4 - numbers.length)) return undefined;
  const address = numbers.reduce((sum, number, at) => sum + number * 256 ** (3 - at), last);
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

function ipv4Number(part: string): number {
  if (/^0x[\da-f]*$/.test(part)) return part.length === 2 ? 0 : Number(part);
  if (/^0[0-7]+$/.test(part)) return Number(`0o${part}`);
  return /^(0|[1-9]\d*)$/.test(part) ? Number(part) : Number.NaN;
}

/** Eight groups of 16 bits; undefined when this is no IPv6 address. */
function parseIpv6(input: string): number[] | undefined {
  const halves = input.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, at) => ipv6Groups(half, at === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const given = head.length + (tail?.length ?? 0);
  if (tail ? given > 7 : given !== 8) return undefined;
  return [...head, ...Array.from({ length: 8 - given }, () => 0), ...(tail ?? [])];
}

/** @param isLast whether an IPv4 address may end this part */
function ipv6Groups(text: string, isLast: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [at, part] of parts.entries()) {
    if (isLast && at === parts.length - 1 && part.includes(".")) {
      if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(part)) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = part.split(".").map(Number);
      if (Math.max(a, b, c, d) > 255) return undefined;
      groups.push(a * 256 + b, c * 256 + d);
    } else {
      if (!/^[\da-f]{1,4}$/i.test(part)) return undefined;
      groups.push(Number(`0x${part}`));
    }
  }
  return groups;
}

/** The longest run of zeros is left out. */
function formatIpv6(groups: readonly number[]): string {
  let start = -1;
  let length = 1;
  for (let at = 0; at < groups.length; at++) {
    let end = at;
    while (groups[end] === 0) end++;
    if (end - at > length) [start, length] = [at, end - at];
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  if (start < 0) return text(groups);
  return `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}
