/** Text <-> bytes in Buffer's encodings other than UTF-8, as string_bytes.cc has them. */

import { coded } from "./values.ts";

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** String.fromCharCode takes its arguments on the stack. */
const CHUNK = 8192;

/** @throws Error when a text of so many units cannot be made */
export function checkLength(units: number, limit: number): void {
  if (units <= limit) return;
  const message = `Cannot create a string longer than 0x${limit.toString(16)} characters`;
  throw coded(new Error(message), "ERR_STRING_TOO_LONG");
}

/** How long the text of so many bytes is. */
export const UNITS: Readonly<Record<string, (bytes: number) => number>> = {
  hex: (bytes) => bytes * 2,
  utf16le: (bytes) => bytes / 2,
  base64: (bytes) => Math.ceil(bytes / 3) * 4,
  base64url: (bytes) => Math.ceil((bytes * 4) / 3),
};

export function latin1Text(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK) as unknown as number[]);
  return text;
}

export function asciiText(bytes: Uint8Array): string {
  return latin1Text(bytes.map((byte) => byte & 0x7f));
}

export function hexText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

export function utf16Text(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length >> 1);
  for (let index = 0; index < units.length; index++)
    units[index] = (bytes[index * 2] ?? 0) | ((bytes[index * 2 + 1] ?? 0) << 8);
  let text = "";
  for (let at = 0; at < units.length; at += CHUNK)
    text += String.fromCharCode.apply(null, units.subarray(at, at + CHUNK) as unknown as number[]);
  return text;
}

export function base64Text(bytes: Uint8Array, btoa: (text: string) => string): string {
  return btoa(latin1Text(bytes));
}

export function base64UrlText(bytes: Uint8Array, btoa: (text: string) => string): string {
  return base64Text(bytes, btoa).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Low bytes of the units. Returns how many were written. */
export function writeLatin1(target: Uint8Array, text: string): number {
  const length = Math.min(target.length, text.length);
  for (let index = 0; index < length; index++) target[index] = text.charCodeAt(index);
  return length;
}

export function writeUtf16(target: Uint8Array, text: string): number {
  const length = Math.min(target.length >> 1, text.length);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    target[index * 2] = unit;
    target[index * 2 + 1] = unit >> 8;
  }
  return length * 2;
}

/** Stops at the first pair that is not hexadecimal. */
export function writeHex(target: Uint8Array, text: string): number {
  const length = Math.min(target.length, text.length >> 1);
  for (let index = 0; index < length; index++) {
    const high = hexDigit(text.charCodeAt(index * 2));
    const low = hexDigit(text.charCodeAt(index * 2 + 1));
    if (high < 0 || low < 0) return index;
    target[index] = high * 16 + low;
  }
  return length;
}

function hexDigit(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower = unit | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

const BASE64 = new Int8Array(128).fill(-1);
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (let digit = 0; digit < DIGITS.length; digit++) BASE64[DIGITS.charCodeAt(digit)] = digit;
BASE64["-".charCodeAt(0)] = 62;
BASE64["_".charCodeAt(0)] = 63;

/** Both alphabets; what is in neither is skipped, `=` ends. */
export function writeBase64(target: Uint8Array, text: string): number {
  let written = 0;
  let bits = 0;
  let held = 0;
  for (let index = 0; index < text.length && written < target.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 61) break;
    const value = unit < 128 ? (BASE64[unit] ?? -1) : -1;
    if (value < 0) continue;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      target[written++] = (bits >> held) & 0xff;
    }
  }
  return written;
}

/** Bytes of the text as UTF-8; a lone surrogate counts as U+FFFD. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      length += 4;
      index++;
    } else length += 3;
  }
  return length;
}
