import { lines } from "../io/reader.ts";
import { eachInput } from "./inputs.ts";
import { readOptions, usage } from "./options.ts";
import type { Program } from "./program.ts";

/** nl [-b a|n|t] [-n ln|rn|rz] [-s separator] [-v first] [-i step] [-w width] [file…]: no logical pages. */
export const nl: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "p",
    values: "bnsviw",
    long: {
      "body-numbering=": "b",
      "number-format=": "n",
      "number-separator=": "s",
      "starting-line-number=": "v",
      "line-increment=": "i",
      "number-width=": "w",
    },
  });
  const number = async (name: string, what: string, least: number, otherwise: number): Promise<number> => {
    const given = options.value(name);
    if (given === undefined) return otherwise;
    const value = Number(given);
    const isNumber = /^[+-]?\d+$/.test(given);
    if (isNumber && value >= least) return value;
    return context.fail(`invalid ${what}: '${given}'${isNumber ? ": Numerical result out of range" : ""}`);
  };
  const style = options.value("b") ?? "t";
  if (!/^[ant]$/.test(style)) return usage(context, `invalid body numbering style: '${style}'`);
  const format = options.value("n") ?? "rn";
  if (!/^(ln|rn|rz)$/.test(format)) return usage(context, `invalid line numbering format: '${format}'`);
  const separator = options.value("s") ?? "\t";
  const step = await number("i", "line number increment", -Infinity, 1);
  const width = await number("w", "line number field width", 1, 6);
  let next = await number("v", "starting line number", -Infinity, 1);
  const padded = (text: string): string =>
    format === "ln" ? text.padEnd(width) : text.padStart(width, format === "rz" ? "0" : " ");
  return eachInput(context, options.operands, async ({ file }) => {
    for await (const { text } of lines(file)) {
      const isNumbered = style === "a" || (style === "t" && text !== "");
      const head = isNumbered ? padded(String(next)) + separator : " ".repeat(width + separator.length);
      if (isNumbered) next += step;
      await context.out.line(head + text);
    }
  });
};
