import { concatBytes, decodeBytes } from "../bytes.ts";
import type { OpenFile } from "../io/open-file.ts";
import { parseScript } from "../syntax/parser.ts";
import { ShellSyntaxError } from "../syntax/source.ts";
import type { Shell } from "./shell.ts";

const CHUNK = 65_536;
const LF = 10;

/** Runs a script from a file or pipe line by line: its commands may read what follows them. */
export async function runScriptFrom(shell: Shell, input: OpenFile | undefined): Promise<number> {
  if (input === undefined) return 0;
  let text = "";
  let firstLine = 1;
  for (;;) {
    const line = await readLine(input);
    if (line.length === 0) break;
    text += decodeBytes(line);
    if (isUnfinished(text)) continue;
    await shell.runner.text(shell, text, { firstLine });
    firstLine += text.split("\n").length - 1;
    text = "";
  }
  if (text !== "") await shell.runner.text(shell, text, { firstLine });
  return shell.status;
}

async function readLine(input: OpenFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const bytes = await input.read(CHUNK);
    if (bytes.length === 0) return concatBytes(pieces);
    const end = bytes.indexOf(LF);
    if (end === -1) {
      pieces.push(bytes);
      continue;
    }
    pieces.push(bytes.subarray(0, end + 1));
    input.unread(bytes.subarray(end + 1));
    return concatBytes(pieces);
  }
}

/** More lines could complete the text. */
export function isUnfinished(text: string): boolean {
  if (/(^|[^\\])(\\\\)*\\\n$/.test(text)) return true;
  try {
    parseScript(text, { interactive: true });
    return false;
  } catch (error) {
    return error instanceof ShellSyntaxError && error.incomplete;
  }
}
