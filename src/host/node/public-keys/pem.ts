import { ascii, latin1 } from "./bytes.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const lineLength = 64;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    for (let shift = 18; shift >= 0; shift -= 6) text += alphabet[(group >> shift) & 63];
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return missing === 0 ? text : text.slice(0, -missing) + "=".repeat(missing);
}

/** Null for what is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const plain = text.replaceAll(/\s/g, "");
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return null;
  const digits = plain.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let [held, bits, at] = [0, 0, 0];
  for (const digit of digits) {
    held = ((held << 6) | alphabet.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits;
  }
  return bytes;
}

/** A block of a PEM file (RFC 7468, and RFC 1421 for the headers). */
export interface PemBlock {
  readonly label: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** All blocks of a text that can be read. */
export function readPem(text: string | Uint8Array): PemBlock[] {
  const source = typeof text === "string" ? text : latin1(text);
  const blocks: PemBlock[] = [];
  const pattern = /^-----BEGIN ([^\r\n]*?)-----[ \t]*\r?\n([\s\S]*?)^-----END \1-----/gm;
  for (const [, label = "", body = ""] of source.matchAll(pattern)) {
    const blank = /\r?\n\r?\n/.exec(body);
    const head = blank && body.slice(0, blank.index).includes(":") ? blank : null;
    const headers = head ? body.slice(0, head.index) : "";
    const bytes = fromBase64(head ? body.slice(head.index) : body);
    if (!bytes) continue;
    const entries = headers.split(/\r?\n/).map((line) => line.split(/:\s*/, 2) as [string, string]);
    blocks.push({ label, headers: head ? Object.fromEntries(entries) : {}, bytes });
  }
  return blocks;
}

export function writePem({ label, headers, bytes }: PemBlock): string {
  const lines = toBase64(bytes).match(new RegExp(`.{1,${lineLength}}`, "g")) ?? [];
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (named.length > 0) named.push("");
  return [`-----BEGIN ${label}-----`, ...named, ...lines, `-----END ${label}-----`, ""].join("\n");
}

export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** As Node decodes: both alphabets, whatever else is skipped. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = text
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replace(/=[\s\S]*$/, "")
    .replaceAll(/[^A-Za-z0-9+/]/g, "");
  const whole = plain.length % 4 === 1 ? plain.slice(0, -1) : plain;
  return fromBase64(whole + "=".repeat((4 - (whole.length % 4)) % 4)) ?? ascii("");
}
