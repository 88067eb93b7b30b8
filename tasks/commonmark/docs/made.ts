import { packageText } from "../../pipeline/package-file.ts";

/** The table of named characters that the package uses. */
function entities(): string {
  const path = "node_modules/entities/lib/maps/entities.json";
  const table = JSON.parse(packageText("commonmark", path)) as Record<string, string>;
  const codes = (text: string): string =>
    Array.from(text, (one) => one.codePointAt(0)!.toString(16).toUpperCase()).join("+");
  const rows = Object.entries(table).map(([name, text]) => `${name} ${codes(text)}`);
  if (rows.length < 2000) throw new Error("commonmark: its table of named characters looks different");
  return [
    "# Named characters",
    "",
    "Each line has a name and the character (or two, joined by `+`) it stands for, in hexadecimal. Capitals and small",
    "letters differ. In text, `&` comes before the name and `;` behind it.",
    "",
    "```",
    ...rows,
    "```",
    "",
  ].join("\n");
}

export const pages = { "entities.md": entities };
