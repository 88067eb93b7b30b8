/** Reads the text of a `.env` file as Node does (Dotenv::ParseContent in node_dotenv.cc). */
export function parseEnvFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const line =
    /^[ \t]*(?:export[ \t]+)?([^\s=#][^=\n]*?)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\n#]*))/gm;
  for (const [, name = "", double, single, back, plain] of text.replaceAll("\r\n", "\n").matchAll(line))
    values[name] = double?.replaceAll("\\n", "\n") ?? single ?? back ?? plain?.trim() ?? "";
  return values;
}
