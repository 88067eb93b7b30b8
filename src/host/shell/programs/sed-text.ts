import { encodeText } from "../bytes.ts";
import type { ReplacementPart } from "./sed-script.ts";

/** What a match is replaced by. */
export function replaced(parts: readonly ReplacementPart[], match: RegExpMatchArray): string {
  let result = "";
  let all = "";
  let once = "";
  const cased = (text: string): string => {
    if (text === "") return "";
    let changed = all === "U" ? text.toUpperCase() : all === "L" ? text.toLowerCase() : text;
    if (once !== "")
      changed =
        (once === "u" ? changed.charAt(0).toUpperCase() : changed.charAt(0).toLowerCase()) + changed.slice(1);
    once = "";
    return changed;
  };
  for (const part of parts) {
    if (part.kind === "text") result += cased(part.text);
    else if (part.kind === "group") result += cased(match[part.number] ?? "");
    else if (part.letter === "u" || part.letter === "l") once = part.letter;
    else all = part.letter === "E" ? "" : part.letter;
  }
  return result;
}

/** `l`: the pattern space with everything visible, folded. */
export function unambiguous(text: string, width: number): string {
  const names: Readonly<Record<string, string>> = {
    "\\": "\\\\",
    "\x07": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
  };
  const pieces = Array.from(encodeText(text), (byte) => {
    const char = String.fromCharCode(byte);
    return names[char] ?? (byte >= 32 && byte < 127 ? char : `\\${byte.toString(8).padStart(3, "0")}`);
  });
  let line = "";
  let result = "";
  for (const piece of pieces) {
    if (width > 1 && line.length + piece.length > width - 1) {
      result += `${line}\\\n`;
      line = "";
    }
    line += piece;
  }
  return `${result}${line}$`;
}
