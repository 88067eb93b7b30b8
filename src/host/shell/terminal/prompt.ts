import { expandWords } from "../expand/words.ts";
import { formatTime } from "../programs/time-format.ts";
import type { Shell } from "../run/shell.ts";
import { parseQuotedText } from "../syntax/words.ts";
import { scriptSource } from "../syntax/parser.ts";

const DEFAULT = "\\[\\e[1;34m\\]\\w\\[\\e[0m\\] \\$ ";

/** The prompt of `PS1` with its escapes (bash's manual, PROMPTING) and expansions. */
export async function promptText(shell: Shell): Promise<string> {
  const source = shell.variables.scalar("PS1") ?? DEFAULT;
  const text = source.replace(/\\([0-7]{3}|.)/gs, (_all, escape: string) => escapeText(shell, escape));
  const [expanded = ""] = await expandWords(shell, [parseQuotedText(scriptSource(text))]);
  return expanded;
}

function escapeText(shell: Shell, escape: string): string {
  if (/^[0-7]{3}$/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
  const now = new Date();
  switch (escape) {
    case "w":
      return shownDirectory(shell);
    case "W": {
      const shown = shownDirectory(shell);
      return shown === "/" || shown === "~" ? shown : shown.slice(shown.lastIndexOf("/") + 1);
    }
    case "u":
      return "root";
    case "h":
    case "H":
      return shell.variables.scalar("HOSTNAME") ?? "localhost";
    case "s":
      return "bash";
    case "$":
      // The one user of the machine is its owner, who need not be warned.
      return "\\$";
    case "e":
      return "\x1b";
    case "a":
      return "\x07";
    case "n":
      return "\n";
    case "r":
      return "\r";
    case "t":
      return formatTime("%H:%M:%S", now);
    case "T":
      return formatTime("%I:%M:%S", now);
    case "@":
      return formatTime("%I:%M %p", now);
    case "A":
      return formatTime("%H:%M", now);
    case "d":
      return formatTime("%a %b %d", now);
    case "j":
      return String(shell.jobs.all().length);
    case "!":
    case "#":
      return String(shell.history.length + 1);
    case "[":
    case "]":
      return "";
    case "\\":
      return "\\\\";
    default:
      return `\\${escape}`;
  }
}

function shownDirectory(shell: Shell): string {
  const home = shell.variables.scalar("HOME") ?? "";
  if (home === "" || home === "/") return shell.cwd;
  return shell.cwd === home || shell.cwd.startsWith(`${home}/`)
    ? `~${shell.cwd.slice(home.length)}`
    : shell.cwd;
}
