const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Bytes, most significant first, as a number. */
export function toNumber(bytes: Uint8Array): bigint {
  let hex = "";
  for (const byte of bytes) hex += hexOf[byte];
  return hex === "" ? 0n : BigInt(`0x${hex}`);
}

/** How many bits a number has without leading zeros. */
export function bitLength(number: bigint): number {
  return number === 0n ? 0 : number.toString(2).length;
}

/** How many bytes a number needs; 0 needs none. */
export function byteLength(number: bigint): number {
  return number === 0n ? 0 : Math.ceil(number.toString(16).length / 2);
}

/** A number as this many bytes, most significant first; what does not fit is cut off at the top. */
export function toBytes(number: bigint, length = byteLength(number)): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const hex = number
    .toString(16)
    .padStart(length * 2, "0")
    .slice(-length * 2);
  for (let at = 0; at < length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** One array out of several. */
export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Each character's code as one byte. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += hexOf[byte];
  return text;
}

export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Random bytes; the caller's source of them. */
export type Random = (length: number) => Uint8Array;
