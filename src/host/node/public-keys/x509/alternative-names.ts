import { latin1, toNumber } from "../bytes.ts";
import { children, Fields, readElement, readOid } from "../der.ts";
import { EXTENSION, type Certificate } from "./certificate.ts";
import { escapeValue, IA5_STRING, readName, readText, UTF8_STRING, type NamePart } from "./names.ts";

/** Tags of GeneralName (RFC 5280, 4.2.1.6). */
const OTHER = 0xa0;
const EMAIL = 0x81;
const DNS = 0x82;
const DIRECTORY = 0xa4;
const URI = 0x86;
const IP = 0x87;
const REGISTERED = 0x88;

export interface AlternativeName {
  readonly tag: number;
  readonly content: Uint8Array;
}

export function alternativeNames(certificate: Certificate): readonly AlternativeName[] {
  const extension = certificate.extensions.get(EXTENSION.subjectAltName);
  return extension ? children(readElement(extension.value).content) : [];
}

export const NAME_TAG = { email: EMAIL, dns: DNS, ip: IP } as const;

/** An address as OpenSSL prints it. */
function writeAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) return `<invalid length=${bytes.length}>`;
  const groups = Array.from({ length: 8 }, (_, at) => Number(toNumber(bytes.subarray(2 * at, 2 * at + 2))));
  return groups.map((group) => group.toString(16).toUpperCase()).join(":");
}

/** Text that could be mistaken for more than one name is quoted as JSON. `unicode`: what is not ASCII may stay. */
function safe(text: string, unicode = false): string {
  const others = unicode ? "\u007f" : "\u007f-\uffff";
  const isPlain = !new RegExp(`[",'\\\\\u0000-\u001f${others}]`).test(text);
  return isPlain ? text : quote(text, new RegExp(`[,\u0000-\u001f${others}]`, "g"));
}

function quote(text: string, hidden: RegExp): string {
  const escaped = text.replaceAll(/["\\]/g, "\\$&").replaceAll(hidden, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

/** A name as RFC 2253 writes it, the last attribute first. */
function directory(parts: readonly NamePart[]): string {
  let text = "";
  for (const { type, value, joined } of parts)
    text = `${type}=${escapeValue(value)}${text === "" ? "" : joined ? "+" : ","}${text}`;
  return text;
}

/** Other names that OpenSSL knows, and of what type of string they must be. */
const otherNames: Readonly<Record<string, readonly [label: string, tag: number]>> = {
  "1.3.6.1.4.1.311.20.2.3": ["UPN", UTF8_STRING],
  "1.3.6.1.5.5.7.8.5": ["XmppAddr", UTF8_STRING],
  "1.3.6.1.5.5.7.8.7": ["SRVName", IA5_STRING],
  "1.3.6.1.5.5.7.8.8": ["NAIRealm", UTF8_STRING],
  "1.3.6.1.5.5.7.8.9": ["SmtpUTF8Mailbox", UTF8_STRING],
};

function otherName(content: Uint8Array): string {
  const [type, wrapped] = children(content);
  const [label, tag] = otherNames[type ? readOid(type.content) : ""] ?? [];
  const value = wrapped && readElement(wrapped.content);
  if (value?.tag !== tag || value === undefined) return "othername:<unsupported>";
  return `othername:${safe(`${label}:${readText(value)}`, tag === UTF8_STRING)}`;
}

function writeGeneral({ tag, content }: AlternativeName): string {
  switch (tag) {
    case OTHER:
      return otherName(content);
    case EMAIL:
      return `email:${safe(latin1(content))}`;
    case DNS:
      return `DNS:${safe(latin1(content))}`;
    case URI:
      return `URI:${safe(latin1(content))}`;
    case DIRECTORY:
      return `DirName:${safe(directory(readName(readElement(content))), true)}`;
    case IP:
      return `IP Address:${writeAddress(content)}`;
    case REGISTERED:
      return `Registered ID:${readOid(content)}`;
    default:
      return "X400Name:<unsupported>";
  }
}

/** `DNS:example.org, IP Address:127.0.0.1`; undefined when the certificate has no such names. */
export function subjectAltName(certificate: Certificate): string | undefined {
  if (!certificate.extensions.has(EXTENSION.subjectAltName)) return undefined;
  return alternativeNames(certificate).map(writeGeneral).join(", ");
}

const accessMethods: Readonly<Record<string, string>> = {
  "1.3.6.1.5.5.7.48.1": "OCSP",
  "1.3.6.1.5.5.7.48.2": "CA Issuers",
};

/** Authority information access (RFC 5280, 4.2.2.1), one a line. */
export function infoAccess(certificate: Certificate): string | undefined {
  const extension = certificate.extensions.get(EXTENSION.authorityInfo);
  if (!extension) return undefined;
  const lines = children(readElement(extension.value).content).map((description) => {
    const fields = Fields.in(description);
    const method = fields.oid();
    return `${accessMethods[method] ?? method} - ${writeGeneral(fields.any())}`;
  });
  return lines.join("\n");
}
