// Taken when the worker starts: programs may put others in their place.
const { encodeURIComponent, parseInt } = globalThis;

/** Which ASCII characters are written as `%XX`; all others that are not ASCII are, too. */
export type EncodeSet = RegExp;

/** The percent-encode sets of the URL standard. Controls and what is not ASCII are in each. */
const set = (characters: string): EncodeSet => new RegExp(`[^ -~]|[${characters}]`, "gu");
export const CONTROL_SET: EncodeSet = /[^ -~]/gu;
export const FRAGMENT_SET = set(' "<>`');
export const QUERY_SET = set(' "#<>');
export const SPECIAL_QUERY_SET = set(` "#<>'`);
export const PATH_SET = set(' "#<>?^`{}');
export const USERINFO_SET = set(' "#<>?^`{}/:;=@\\[\\\\\\]|');

/** @param text well-formed */
export function percentEncode(text: string, characters: EncodeSet): string {
  return text.replace(characters, (char) => {
    const code = char.charCodeAt(0);
    if (code > 0x7f) return encodeURIComponent(char);
    return `%${code < 16 ? "0" : ""}${code.toString(16).toUpperCase()}`;
  });
}

/** Bytes that `%XX` stand for, put in the place of those. */
export function percentDecode(bytes: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const hex = bytes[at] === 0x25 ? hexOf(bytes[at + 1], bytes[at + 2]) : undefined;
    decoded[length++] = hex ?? bytes[at] ?? 0;
    if (hex !== undefined) at += 2;
  }
  return decoded.subarray(0, length);
}

function hexOf(high = 0, low = 0): number | undefined {
  const digits = String.fromCharCode(high, low);
  return /^[\da-f]{2}$/i.test(digits) ? parseInt(digits, 16) : undefined;
}
