/** The longest name and label (RFC 1035, 2.3.4). */
const MAX_NAME = 255;
const MAX_LABEL = 63;

/** Characters that c-ares writes with a backslash before them. */
const RESERVED = '".;\\()@$';

/** A name in the form that packets have, without compression; null for what is none. */
export function packedName(name: string): Uint8Array | null {
  const bytes: number[] = [];
  let label: number[] = [];
  const end = (): boolean => {
    if (label.length === 0 || label.length > MAX_LABEL) return false;
    bytes.push(label.length, ...label);
    label = [];
    return true;
  };
  for (let at = 0; at < name.length; at++) {
    const char = name[at] ?? "";
    if (char === ".") {
      // The root is one point, or nothing.
      if (name === ".") break;
      if (!end()) return null;
    } else if (char === "\\") {
      const digits = /^\d{3}/.exec(name.slice(at + 1, at + 4))?.[0];
      const code = digits ? Number(digits) : name.charCodeAt(at + 1);
      if (!(code < 256)) return null;
      label.push(code);
      at += digits ? 3 : 1;
    } else label.push(char.charCodeAt(0) & 0xff);
    if (bytes.length + label.length > MAX_NAME) return null;
  }
  if (label.length > 0 && !end()) return null;
  bytes.push(0);
  return bytes.length > MAX_NAME ? null : Uint8Array.from(bytes);
}

/** A label of a packet as text. */
export function shownLabel(label: Uint8Array): string {
  let text = "";
  for (const code of label) {
    const char = String.fromCharCode(code);
    if (code < 0x20 || code > 0x7e) text += `\\${String(code).padStart(3, "0")}`;
    else text += RESERVED.includes(char) ? `\\${char}` : char;
  }
  return text;
}
