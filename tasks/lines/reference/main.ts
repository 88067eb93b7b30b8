import { readFileSync } from "node:fs";
import { parseOptions, type Options } from "./options.ts";

const HELP = `Usage: lines [OPTION]... [FILE]...
Number the lines of each FILE, or of standard input when no FILE or - is given.

  -b, --body=STYLE       which lines get a number: a (all), t (not empty), n (none)
  -n, --format=FORMAT    rn (right), ln (left), rz (right, with zeros)
  -w, --width=NUMBER     columns for the number
  -s, --separator=TEXT   text between number and line
  -v, --start=NUMBER     first number
  -i, --increment=NUMBER step from one number to the next
  -q, --squeeze          print runs of empty lines as one
  -p, --restart          start again at every file
  -h, --help             show this text
`;

function pad(value: number, { align, width }: Options): string {
  if (align === "left") return String(value).padEnd(width);
  if (align === "right") return String(value).padStart(width);
  const digits = String(Math.abs(value));
  return value < 0 ? `-${digits.padStart(width - 1, "0")}` : digits.padStart(width, "0");
}

/** Numbers the lines of one text; gives the next number. */
function number(text: string, next: number, options: Options, print: (line: string) => void): number {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const blank = " ".repeat(options.width + options.separator.length);
  let value = next;
  let emptyBefore = false;
  for (const line of lines) {
    if (options.squeeze && line === "" && emptyBefore) continue;
    emptyBefore = line === "";
    if (options.style === "all" || (options.style === "text" && line !== "")) {
      print(`${pad(value, options)}${options.separator}${line}\n`);
      value += options.step;
    } else {
      print(`${line === "" ? "" : blank + line}\n`);
    }
  }
  return value;
}

function main(args: readonly string[]): number {
  const request = parseOptions(args);
  if (request.kind === "help") {
    process.stdout.write(HELP);
    return 0;
  }
  if (request.kind === "wrong") {
    process.stderr.write(`lines: ${request.message}\nTry 'lines --help'.\n`);
    return 2;
  }
  const { options } = request;
  let status = 0;
  let next = options.start;
  const output: string[] = [];
  for (const file of request.files.length === 0 ? ["-"] : request.files) {
    let text: string;
    try {
      text = readFileSync(file === "-" ? 0 : file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      process.stderr.write(`lines: ${file}: no such file\n`);
      status = 1;
      continue;
    }
    if (options.restart) next = options.start;
    next = number(text, next, options, (line) => output.push(line));
  }
  process.stdout.write(output.join(""));
  return status;
}

process.exitCode = main(process.argv.slice(2));
