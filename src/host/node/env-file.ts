/** Reads the text of a `.env` file as Node does (Dotenv::ParseContent in node_dotenv.cc). Names come sorted. */
export function parseEnvFile(text: string): Record<string, string> {
  const values = new Map<string, string>();
  let rest = trim(text.replaceAll("\r", ""));
  const skipLine = (from = 0): void => {
    const end = rest.indexOf("\n", from);
    rest = end < 0 ? "" : rest.slice(end + 1);
  };
  while (rest !== "") {
    const stop = /[=\n]/.exec(rest)?.index ?? -1;
    if (/^[\n#]/.test(rest)) skipLine();
    else if (stop < 0) break;
    else if (rest[stop] === "\n") rest = trim(rest.slice(stop + 1));
    else {
      const name = trim(trim(rest.slice(0, stop)).replace(/^export /, ""));
      rest = rest.slice(stop + 1);
      if (name === "") {
        skipLine();
      } else if (rest === "" || rest.startsWith("\n")) {
        values.set(name, "");
        rest = rest.slice(1);
      } else {
        rest = trim(rest);
        readValue(name);
      }
    }
  }
  return Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));

  function readValue(name: string): void {
    const quote = /^["'`]/.exec(rest)?.[0];
    const closing = quote === undefined ? -1 : rest.indexOf(quote, 1);
    if (closing >= 0) {
      const value = rest.slice(1, closing);
      values.set(name, quote === '"' ? value.replaceAll("\\n", "\n") : value);
      return skipLine(closing + 1);
    }
    const line = rest.split("\n", 1)[0] ?? "";
    // A quote that is never closed is part of the value, and so is what follows it.
    values.set(name, quote === undefined ? trim(line.split("#", 1)[0] ?? "") : line);
    skipLine();
  }
}

function trim(text: string): string {
  return text.replaceAll(/^[ \t\n]+|[ \t\n]+$/g, "");
}
