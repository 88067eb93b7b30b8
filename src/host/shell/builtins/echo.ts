import { ansiEscapes } from "../syntax/ansi-escapes.ts";

/** What echo prints. `escapes`: backslashes are read without `-e`. */
export function echoText(args: readonly string[], escapes: boolean): string {
  let newline = true;
  let reads = escapes;
  let first = 0;
  for (; first < args.length && /^-[neE]+$/.test(args[first]!); first++) {
    for (const letter of args[first]!.slice(1)) {
      if (letter === "n") newline = false;
      else reads = letter === "e";
    }
  }
  const text = args.slice(first).join(" ");
  const escaped = reads ? ansiEscapes(text, "echo") : { text, stops: false };
  return escaped.text + (newline && !escaped.stops ? "\n" : "");
}
