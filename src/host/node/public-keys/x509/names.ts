import { latin1 } from "../bytes.ts";
import { children, Fields, type Element } from "../der.ts";

/** One attribute of a distinguished name: OpenSSL's short name of its type, and the text. */
export interface NamePart {
  readonly type: string;
  readonly value: string;
  /** It belongs to the same set as the one before. */
  readonly joined: boolean;
}

const types: Readonly<Record<string, string>> = {
  "2.5.4.3": "CN",
  "2.5.4.4": "SN",
  "2.5.4.5": "serialNumber",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.9": "street",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.12": "title",
  "2.5.4.13": "description",
  "2.5.4.15": "businessCategory",
  "2.5.4.17": "postalCode",
  "2.5.4.41": "name",
  "2.5.4.42": "GN",
  "2.5.4.43": "initials",
  "2.5.4.46": "dnQualifier",
  "2.5.4.97": "organizationIdentifier",
  "1.2.840.113549.1.9.1": "emailAddress",
  "0.9.2342.19200300.100.1.1": "UID",
  "0.9.2342.19200300.100.1.25": "DC",
  "1.3.6.1.4.1.311.60.2.1.1": "jurisdictionL",
  "1.3.6.1.4.1.311.60.2.1.2": "jurisdictionST",
  "1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC",
};

/** Tags of strings of ASN.1. */
export const UTF8_STRING = 0x0c;
export const IA5_STRING = 0x16;
const BMP_STRING = 0x1e;

/** The text of a string of ASN.1. */
export function readText({ tag, content }: Element): string {
  if (tag === UTF8_STRING) return decodeURIComponent(escapeBytes(content));
  if (tag !== BMP_STRING) return latin1(content);
  let text = "";
  for (let at = 0; at + 1 < content.length; at += 2)
    text += String.fromCharCode(((content[at] ?? 0) << 8) | (content[at + 1] ?? 0));
  return text;
}

/** Percent-encoding, which the language itself can decode as UTF-8. */
function escapeBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += `%${byte.toString(16).padStart(2, "0")}`;
  return text;
}

export function readName(name: Element): NamePart[] {
  return children(name.content).flatMap((set) =>
    children(set.content).map((attribute, index) => {
      const fields = Fields.in(attribute);
      const type = fields.oid();
      return { type: types[type] ?? type, value: readText(fields.any()), joined: index > 0 };
    }),
  );
}

/** With the escapes of RFC 2253. */
export function escapeValue(value: string): string {
  const last = value.length - 1;
  let text = "";
  for (let at = 0; at <= last; at++) {
    const character = value[at] ?? "";
    if (/[,+"\\<>;]/.test(character)) text += `\\${character}`;
    else if ((at === 0 && (character === "#" || character === " ")) || (at === last && character === " "))
      text += `\\${character}`;
    else text += character;
  }
  return text;
}

/** Control characters in hexadecimal digits. */
function escapeControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (character) => {
    if (character > "\x7f") return character;
    return `\\${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

/** One attribute a line; those of one set stand on one line. */
export function writeName(parts: readonly NamePart[]): string {
  let text = "";
  for (const { type, value, joined } of parts)
    text += `${text === "" ? "" : joined ? " + " : "\n"}${type}=${escapeControls(escapeValue(value))}`;
  return text;
}
