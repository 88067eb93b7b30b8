const fs = require("node:fs");
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
const LONG = {
  body: "b",
  format: "n",
  width: "w",
  separator: "s",
  start: "v",
  increment: "i",
  squeeze: "q",
  restart: "p",
  help: "h",
};
const set = { b: "t", n: "rn", w: "6", s: "\t", v: "1", i: "1" };
const files = [];

function fail(message) {
  process.stderr.write(`lines: ${message}\nTry 'lines --help'.\n`);
  process.exit(2);
}
function value(args, name, given) {
  if (given !== undefined) return given;
  if (args.length === 0) fail(`option '${name}' needs a value`);
  return args.shift();
}
function read(args) {
  while (args.length > 0) {
    const arg = args.shift();
    if (arg === "--") return files.push(...args);
    const long = /^(--[^=]*)(?:=([^]*))?$/.exec(arg);
    if (long) {
      const letter = Object.hasOwn(LONG, long[1].slice(2))
        ? LONG[long[1].slice(2)]
        : fail(`unknown option '${long[1]}'`);
      if (letter in set && "bnwsvi".includes(letter)) set[letter] = value(args, long[1], long[2]);
      else if (long[2] !== undefined) fail(`option '${long[1]}' takes no value`);
      else set[letter] = true;
    } else if (arg.length > 1 && arg[0] === "-") {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at];
        if ("qph".includes(letter)) set[letter] = true;
        else if (!"bnwsvi".includes(letter)) fail(`unknown option '-${letter}'`);
        else {
          set[letter] = value(args, `-${letter}`, arg.slice(at + 1) || undefined);
          break;
        }
      }
    } else files.push(arg);
  }
}
function number(text, what, min) {
  if (!/^[+-]?\d+$/.test(text) || +text < min || +text > 999999) fail(`invalid ${what}: '${text}'`);
  return +text;
}
read(process.argv.slice(2));
if (set.h) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (!["a", "t", "n"].includes(set.b)) fail(`invalid body style: '${set.b}'`);
if (!["rn", "ln", "rz"].includes(set.n)) fail(`invalid format: '${set.n}'`);
const width = number(set.w, "width", 1);
const start = number(set.v, "start", -999999);
const step = number(set.i, "increment", -999999);
const indent = " ".repeat(width + set.s.length);
let next = start;
let output = "";
function show(n) {
  if (set.n === "ln") return String(n).padEnd(width);
  if (set.n === "rn") return String(n).padStart(width);
  return n < 0 ? "-" + String(-n).padStart(width - 1, "0") : String(n).padStart(width, "0");
}
for (const file of files.length > 0 ? files : ["-"]) {
  if (file !== "-" && !fs.existsSync(file)) {
    process.stderr.write(`lines: ${file}: no such file\n`);
    process.exitCode = 1;
    continue;
  }
  if (set.p) next = start;
  const lines = fs.readFileSync(file === "-" ? 0 : file, "utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  lines.forEach((line, at) => {
    if (set.q && line === "" && lines[at - 1] === "") return;
    if (set.b === "a" || (set.b === "t" && line !== "")) {
      output += show(next) + set.s + line + "\n";
      next += step;
    } else output += line === "" ? "\n" : indent + line + "\n";
  });
}
process.stdout.write(output);
