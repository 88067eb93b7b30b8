import { latin1, toNumber } from "../bytes.ts";
import { children, Fields, readElement, readOid } from "../der.ts";
import { EXTENSION, type Certificate } from "./certificate.ts";
import { readName, readText, type NamePart } from "./names.ts";

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
  if (bytes.length !== 16) return "<invalid>";
  const groups = Array.from({ length: 8 }, (_, at) => Number(toNumber(bytes.subarray(2 * at, 2 * at + 2))));
  return groups.map((group) => group.toString(16).toUpperCase()).join(":");
}

/** Text that could be mistaken for more than one name is quoted as JSON. */
function safe(text: string): string {
  const plain = /^[\x20-\x7e]*$/.test(text) && !/[",'\\]/.test(text);
  return plain ? text : quote(text);
}

function quote(text: string): string {
  const escaped = text.replaceAll(/["\\]/g, "\\$&").replaceAll(/[^\x20-\x7e]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

/** A name as Node prints one that stands in a list. */
function directory(parts: readonly NamePart[]): string {
  return parts
    .map(({ type, value, joined }, at) => `${at === 0 ? "" : joined ? " + " : ", "}${type}=${value}`)
    .join("");
}

function otherName(content: Uint8Array): string {
  const [type, value] = children(content);
  const name = type ? readOid(type.content) : "";
  const known: Readonly<Record<string, string>> = {
    "1.3.6.1.4.1.311.20.2.3": "UPN",
    "1.3.6.1.5.5.7.8.5": "XmppAddr",
    "1.3.6.1.5.5.7.8.7": "SRVName",
    "1.3.6.1.5.5.7.8.9": "SmtpUTF8Mailbox",
    "1.3.6.1.5.5.7.8.8": "NAIRealm",
  };
  const label = known[name];
  if (label === undefined || !value) return "othername:<unsupported>";
  return `othername:${safe(`${label}:${readText(readElement(value.content))}`)}`.replace(
    /:"([^:]*):/,
    ':$1:"',
  );
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
      return `DirName:${safe(directory(readName(readElement(content))))}`;
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
