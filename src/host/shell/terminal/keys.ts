import { sequenceLength } from "../bytes.ts";

export type Key =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "paste"; readonly text: string }
  /** Control keys by their letter (`C-a`), others by name, with `M-` before it when Alt was held. */
  | { readonly kind: "key"; readonly name: string };

const ESCAPE = 27;
const PASTE_END = "\x1b[201~";

const FINALS: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  Z: "back-tab",
};

const TILDES: Readonly<Record<string, string>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "page-up",
  6: "page-down",
  7: "home",
  8: "end",
};

/** Turns the bytes of a terminal into keys; what is cut off waits for the rest. */
export class KeyDecoder {
  private rest: number[] = [];
  private pasted: string | null = null;

  decode(bytes: Uint8Array): Key[] {
    const all = Uint8Array.from([...this.rest, ...bytes]);
    this.rest = [];
    const keys: Key[] = [];
    for (let at = 0; at < all.length;) {
      const used = this.pasted === null ? this.key(all, at, keys) : this.paste(all, at, keys);
      if (used === 0) {
        this.rest = Array.from(all.subarray(at));
        break;
      }
      at += used;
    }
    return keys;
  }

  private paste(bytes: Uint8Array, at: number, keys: Key[]): number {
    const text = new TextDecoder().decode(bytes.subarray(at));
    const end = text.indexOf(PASTE_END);
    if (end === -1) {
      // The end mark itself may be cut in two.
      if (text.length < 65_536 && bytes.length - at < 65_536) return 0;
      this.pasted += text;
      return bytes.length - at;
    }
    const inside = text.slice(0, end);
    keys.push({ kind: "paste", text: (this.pasted ?? "") + inside });
    this.pasted = null;
    return new TextEncoder().encode(inside).length + PASTE_END.length;
  }

  /** @returns how many bytes the key took, 0 when it is not complete. */
  private key(bytes: Uint8Array, at: number, keys: Key[]): number {
    const byte = bytes[at]!;
    if (byte === ESCAPE) return this.escape(bytes, at, keys);
    if (byte === 127) keys.push({ kind: "key", name: "backspace" });
    else if (byte < 32) keys.push({ kind: "key", name: controlName(byte) });
    else {
      const length = sequenceLength(bytes, at);
      if (length === 0 && byte >= 0xc2 && bytes.length - at < 4) return 0;
      if (length > 0)
        keys.push({ kind: "text", text: new TextDecoder().decode(bytes.subarray(at, at + length)) });
      return Math.max(1, length);
    }
    return 1;
  }

  private escape(bytes: Uint8Array, at: number, keys: Key[]): number {
    const next = bytes[at + 1];
    if (next === undefined) return 0;
    if (next === 0x5b || next === 0x4f) {
      const text = String.fromCharCode(...bytes.subarray(at, at + 32));
      // eslint-disable-next-line no-control-regex
      const match = /^\x1b(?:\[([0-9;]*)([A-Za-z~])|O([A-Z]))/.exec(text);
      if (match === null) return text.length < 16 ? 0 : 2;
      if (match[1] === "200" && match[2] === "~") this.pasted = "";
      else {
        const name = sequenceName(match[1] ?? "", match[2] ?? match[3]!);
        if (name !== null) keys.push({ kind: "key", name });
      }
      return match[0].length;
    }
    if (next === ESCAPE) return 1;
    const name = next === 127 ? "backspace" : next < 32 ? controlName(next) : String.fromCharCode(next);
    keys.push({ kind: "key", name: `M-${name}` });
    return 2;
  }
}

function controlName(byte: number): string {
  if (byte === 9) return "tab";
  if (byte === 10 || byte === 13) return "enter";
  if (byte === 8) return "backspace";
  return `C-${String.fromCharCode(byte + 96)}`;
}

function sequenceName(parameters: string, final: string): string | null {
  const [first = "", modifier] = parameters.split(";");
  const name = final === "~" ? TILDES[first] : FINALS[final];
  if (name === undefined) return null;
  // 3 is Alt, 5 Ctrl (xterm's modifyCursorKeys).
  const held = Number(modifier ?? 1) - 1;
  return `${held & 4 ? "C-" : ""}${held & 2 ? "M-" : ""}${name}`;
}
