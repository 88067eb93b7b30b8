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

const DOTTED = /^\d{1,3}(\.\d{1,3}){3}$/;
const GROUP = /^[\da-f]{1,4}$/i;

/** The bytes of groups of an address of version 6, the last of which may be one of version 4; null when one is wrong. */
function groupBytes(text: string): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [at, group] of groups.entries()) {
    const value = Number.parseInt(group, 16);
    if (GROUP.test(group)) bytes.push(value >> 8, value & 0xff);
    else if (at === groups.length - 1 && DOTTED.test(group)) bytes.push(...group.split(".").map(Number));
    else return null;
  }
  return bytes.every((byte) => byte < 256) ? bytes : null;
}

function addressBytes(text: string): Uint8Array | null {
  const isShort = text.includes("::");
  const end = isShort ? text.indexOf("::") : text.length;
  const [first, last] = [groupBytes(text.slice(0, end)), groupBytes(text.slice(end + 2))];
  if (!first || !last) return null;
  const missing = (DOTTED.test(text) ? 4 : 16) - first.length - last.length;
  if (isShort ? missing < 2 : missing !== 0) return null;
  return Uint8Array.from([...first, ...Array.from({ length: missing }, () => 0), ...last]);
}

export function checkAddress(certificate: Certificate, address: string): string | undefined {
  const bytes = addressBytes(address);
  if (!bytes) throw typeError("ERR_INVALID_ARG_VALUE", "Invalid name");
  const names = alternativeNames(certificate).filter(({ tag }) => tag === NAME_TAG.ip);
  return names.some(({ content }) => equal(content, bytes)) ? address : undefined;
}

/** Whether `issuer` can have issued the certificate: names, key identifiers and purpose fit. */
export function wasIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!equal(certificate.issuerBytes, issuer.subjectBytes)) return false;
  const authority = certificate.extensions.get(EXTENSION.authorityKeyId);
  const subject = issuer.extensions.get(EXTENSION.subjectKeyId);
  if (authority && subject) {
    const id = Fields.of(authority.value).rest.find(({ tag }) => tag === 0x80);
    if (id && !equal(id.content, readElement(subject.value).content)) return false;
  }
  return issuer.maySignCertificates;
}
