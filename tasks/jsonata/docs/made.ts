import { packageText } from "../../pipeline/package-file.ts";

/** Codes of syntax errors that no expression of a case can have. */
const INTERNAL = ["S0500", "D1011", "D1012", "D2005", "D2015", "T2013", "T1010"];

/** The package's own table of messages, which it does not export. */
function errors(): string {
  const source = packageText("jsonata", "jsonata.js");
  const start = source.indexOf("var errorCodes = {");
  const table = source.slice(start, source.indexOf("};", start));
  const rows = [...table.matchAll(/^\s*"([STD]\d{4})": "((?:[^"\\]|\\.)*)"/gm)]
    .map(([, code, text]) => ({ code: code!, text: JSON.parse(`"${text}"`) as string }))
    .filter(({ code }) => !INTERNAL.includes(code));
  if (rows.length < 80) throw new Error("jsonata: its table of messages looks different");
  return [
    "# Messages",
    "",
    "The messages of the errors, by code: S are errors of syntax, T of types, D are found in the data. `{{name}}` stands for",
    "a value written as JSON (a text with its quotes, nothing as `undefined`), `{{{name}}}` for a text as it is. Which value",
    "belongs there is told where [the language](language.md), [the functions](functions.md) and",
    "[the pictures](pictures.md) speak of the error.",
    "",
    "| code | message |",
    "| --- | --- |",
    ...rows.map(({ code, text }) => `| ${code} | ${text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``} |`),
    "",
  ].join("\n");
}

export const pages = { "errors.md": errors };
