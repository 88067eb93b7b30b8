// commonmark, rebuilt from its manual, its visible cases and what the original answers.
const fs = require("node:fs");
const { parseBlocks } = require("./blocks.cjs");
const { parseInlines } = require("./inlines.cjs");
const { renderHtml, renderXml } = require("./render.cjs");

const USAGE = `commonmark [options] [file..]

Convert CommonMark to HTML.  Files are concatenated before
parsing.  If no files are given, input is read from stdin.

-t,--to FORMAT  Specify output format (xml, html, ast)
--time          Produce timings for phases of parsing and rendering
--smart         Parse 'smart' punctuation
--safe          Omit raw HTML and potentially unsafe attributes
--sourcepos     Include source position attributes in HTML tags
--version       Print version information
--help          Print usage information
`;
const SWITCHES = ["ast", "xml", "time", "smart", "safe", "sourcepos", "help", "version"];

class Stop extends Error {
  constructor(message) {
    super(message);
  }
}

function readArguments(args) {
  const set = { to: [], t: [], files: [] };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === "--") {
      set.files.push(...args.slice(at + 1));
      break;
    }
    const long = /^--(no-)?([^=]+)(?:=(.*))?$/s.exec(arg);
    if (long && long[2] === "to" && !long[1]) set.to.push(long[3] ?? value(args, ++at));
    else if (long && SWITCHES.includes(long[2])) set[long[2]] = long[1] ? false : long[3] !== "false";
    else if (/^-t(?:=|$)/.test(arg)) set.t.push(arg.length > 2 ? arg.slice(3) : value(args, ++at));
    else if (arg.startsWith("-")) throw new Stop(`Unknown option ${arg}\n`);
    else set.files.push(arg);
  }
  return set;
}

const value = (args, at) => (at < args.length && !args[at].startsWith("-") ? args[at] : "");

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    throw new Stop(`Error: ENOENT: no such file or directory, open '${file}'\n`);
  }
}

function walk(block, visit) {
  visit(block);
  for (const child of block.children) walk(child, visit);
}

function run(args) {
  const set = readArguments(args);
  if (set.help) return USAGE;
  if (set.version) return "commonmark.js 0.31.2\n";
  const format = set.to.join(",") || set.t.join(",") || (set.xml ? "xml" : "html");
  if (format !== "html" && format !== "xml") throw new Stop(`Unknown format: ${format}\n`);
  const text = (set.files.length === 0 ? [0] : set.files).map(read).join("\n");
  const { document, references } = parseBlocks(text);
  walk(document, (block) => {
    if (block.type === "paragraph" || block.type === "heading") {
      block.inlines = parseInlines(block.text, references, set.smart);
    }
  });
  return format === "xml" ? renderXml(document, set) : renderHtml(document, set);
}

try {
  process.stdout.write(run(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(error.message);
  process.exitCode = 1;
}
