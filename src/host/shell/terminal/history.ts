import { O_APPEND, O_CREAT, O_WRONLY } from "../../machine/flags.ts";
import type { Syscalls } from "../../machine/syscalls.ts";
import { decodeBytes, encodeText } from "../bytes.ts";
import { errorCode } from "../run/messages.ts";

const MOST = 2000;

/** Lines that were typed, in memory and in a file that other sessions append to as well. */
export class History {
  readonly lines: string[];
  private readonly sys: Syscalls;
  private readonly path: string;

  constructor(sys: Syscalls, path: string, lines: string[]) {
    this.sys = sys;
    this.path = path;
    this.lines = lines;
    this.load();
  }

  private load(): void {
    let text = "";
    try {
      text = decodeBytes(this.sys.readFile(this.path));
    } catch (error) {
      // There is none before the first line.
      errorCode(error);
    }
    this.lines.push(
      ...text
        .split("\n")
        .filter((line) => line !== "")
        .slice(-MOST),
    );
  }

  /** Keeps a line, unless it repeats the last one or starts with a blank (`HISTCONTROL=ignoreboth`). */
  add(line: string): void {
    if (line.trim() === "" || line.startsWith(" ") || this.lines.at(-1) === line) return;
    this.lines.push(line);
    if (this.lines.length > MOST) this.lines.shift();
    try {
      const text = line.replaceAll("\n", "; ");
      this.sys.writeFile(this.path, encodeText(`${text}\n`), O_WRONLY | O_CREAT | O_APPEND, 0o600);
    } catch (error) {
      // A home that cannot be written to costs the file, not the session.
      errorCode(error);
    }
  }

  /** The newest line at or before `from` that has `text` in it. */
  search(text: string, from: number): number {
    for (let at = Math.min(from, this.lines.length - 1); at >= 0; at--)
      if (this.lines[at]!.includes(text)) return at;
    return -1;
  }
}

/** `!!`, `!n`, `!-n`, `!text` and `!$`. Null: no such line. The same text: there was nothing to replace. */
export function expandHistory(text: string, lines: readonly string[]): string | null {
  if (!text.includes("!")) return text;
  let result = "";
  let single = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\") {
      result += text.slice(at, at + 2);
      at++;
      continue;
    }
    if (char === "'") single = !single;
    const event =
      single || char !== "!" || text[at - 1] === "$" || text[at - 1] === "{"
        ? null
        : /^!(!|\$|-?\d+|[A-Za-z./_][^\s;|&()<>"']*)/.exec(text.slice(at));
    if (event === null) {
      result += char;
      continue;
    }
    const found = eventText(event[1]!, lines);
    if (found === null) return null;
    result += found;
    at += event[0].length - 1;
  }
  return result;
}

function eventText(event: string, lines: readonly string[]): string | null {
  if (event === "!") return lines.at(-1) ?? null;
  if (event === "$") return lines.at(-1)?.trim().split(/\s+/).at(-1) ?? null;
  if (/^-?\d+$/.test(event))
    return (event.startsWith("-") ? lines.at(Number(event)) : lines[Number(event) - 1]) ?? null;
  return lines.findLast((line) => line.startsWith(event)) ?? null;
}
