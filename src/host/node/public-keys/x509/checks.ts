import { equal, latin1 } from "../bytes.ts";
import { Fields, readElement } from "../der.ts";
import { alternativeNames, NAME_TAG } from "./alternative-names.ts";
import { typeError } from "../failures.ts";
import { EXTENSION, type Certificate } from "./certificate.ts";

/** `X509_CHECK_FLAG_*` */
const ALWAYS_SUBJECT = 1;
const NO_WILDCARDS = 2;
const NO_PARTIAL_WILDCARDS = 4;
const MULTI_LABEL_WILDCARDS = 8;
const SINGLE_LABEL_SUBDOMAINS = 16;
const NEVER_SUBJECT = 32;

/** Whether a pattern covers a host's name (RFC 6125, 6.4.3, with OpenSSL's flags). */
function covers(pattern: string, name: string, flags: number): boolean {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  if (given.startsWith(".")) {
    if (!wanted.endsWith(given) || wanted === given) return wanted === given;
    const label = wanted.slice(0, -given.length);
    return !(flags & SINGLE_LABEL_SUBDOMAINS) || !label.includes(".");
  }
  if (wanted === given) return true;
  const star = wanted.indexOf("*");
  if (star === -1 || flags & NO_WILDCARDS || wanted.indexOf("*", star + 1) !== -1) return false;
  const labels = wanted.split(".");
  const [first = "", ...rest] = labels;
  if (rest.length < 2 || !first.includes("*") || first.includes("xn--")) return false;
  const [before = "", after = ""] = first.split("*");
  if ((before !== "" || after !== "") && flags & NO_PARTIAL_WILDCARDS) return false;
  const tail = `${after}.${rest.join(".")}`;
  if (!given.startsWith(before) || !given.endsWith(tail) || given.length < before.length + tail.length)
    return false;
  const middle = given.slice(before.length, given.length - tail.length);
  if (before === "" && after === "" && middle === "") return false;
  if ((before !== "" || after !== "") && given.startsWith("xn--")) return false;
  const several = flags & MULTI_LABEL_WILDCARDS && before === "" && after === "";
  return several ? /^[a-z0-9-.]+$/.test(middle) : /^[a-z0-9-]*$/.test(middle);
}

/** What of the certificate stands for the name; undefined when nothing does. */
function find(
  certificate: Certificate,
  tag: number,
  subjectType: string,
  flags: number,
  matches: (text: string) => boolean,
): string | undefined {
  const names = alternativeNames(certificate).filter((name) => name.tag === tag);
  for (const { content } of names) if (matches(latin1(content))) return latin1(content);
  if (names.length > 0 && !(flags & ALWAYS_SUBJECT)) return undefined;
  if (flags & NEVER_SUBJECT) return undefined;
  return certificate.subject.find(({ type, value }) => type === subjectType && matches(value))?.value;
}

/** @throws ERR_INVALID_ARG_VALUE for a text that C would cut off */
function whole(text: string): string {
  if (text.includes("\0")) throw typeError("ERR_INVALID_ARG_VALUE", "Invalid name");
  return text;
}

export function checkHost(certificate: Certificate, name: string, flags: number): string | undefined {
  whole(name);
  return find(certificate, NAME_TAG.dns, "CN", flags, (text) => covers(text, name, flags));
}

export function checkEmail(certificate: Certificate, email: string, flags: number): string | undefined {
  whole(email);
  const split = (text: string) => [
    text.slice(0, text.lastIndexOf("@")),
    text.slice(text.lastIndexOf("@")).toLowerCase(),
  ];
  const [local, domain] = split(email);
  const matches = (text: string) => split(text)[0] === local && split(text)[1] === domain;
  return find(certificate, NAME_TAG.email, "emailAddress", flags, matches) === undefined ? undefined : email;
}

function addressBytes(text: string): Uint8Array | null {
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const parts = text.split(".").map(Number);
    return parts.every((part) => part < 256) ? Uint8Array.from(parts) : null;
  }
  const [head = "", tail] = text.split("::");
  const groups = (part: string) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const [first, last] = [groups(head), tail === undefined ? [] : groups(tail)];
  if (!text.includes(":") || (tail === undefined && first.length !== 8)) return null;
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

export function checkAddress(certificate: Certificate, address: string): string | undefined {
  const bytes = addressBytes(address);
  if (!bytes) throw typeError("ERR_INVALID_ARG_VALUE", "Invalid name");
  const names = alternativeNames(certificate).filter(({ tag }) => tag === NAME_TAG.ip);
  return names.some(({ content }) => equal(content, bytes)) ? address : undefined;
}

/** Key usage (RFC 5280, 4.2.1.3): bit 5, of the first byte. */
const KEY_CERT_SIGN = 0x04;

/** Whether `issuer` can have issued the certificate: names, key identifiers and purpose fit. */
export function wasIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!equal(certificate.issuerBytes, issuer.subjectBytes)) return false;
  const authority = certificate.extensions.get(EXTENSION.authorityKeyId);
  const subject = issuer.extensions.get(EXTENSION.subjectKeyId);
  if (authority && subject) {
    const id = Fields.of(authority.value).rest.find(({ tag }) => tag === 0x80);
    if (id && !equal(id.content, readElement(subject.value).content)) return false;
  }
  const usage = issuer.extensions.get(EXTENSION.keyUsage);
  if (!usage) return true;
  const bits = readElement(usage.value).content[1] ?? 0;
  return (bits & KEY_CERT_SIGN) !== 0;
}
