// jq, rebuilt in part from its manual, its visible cases and what the original answers.
const fs = require("node:fs");
const { NATIVES } = require("./builtins.cjs");
const { Break, Machine, Scope, truth } = require("./evaluate.cjs");
const { FORMATS } = require("./formats.cjs");
const { parse } = require("./parse.cjs");
const { SyntaxFault } = require("./tokens.cjs");
const { Fault, readValues, stringify } = require("./values.cjs");
const { definitions } = require("./written.cjs");

/** Ends the program with a code. */
class Stop extends Error {
  constructor(code, message = "") {
    super(message);
    this.code = code;
  }
}

const SHORT = {
  n: "null-input",
  R: "raw-input",
  s: "slurp",
  c: "compact-output",
  r: "raw-output",
  j: "join-output",
  a: "ascii-output",
  S: "sort-keys",
  e: "exit-status",
  C: "color-output",
  M: "monochrome-output",
  f: "from-file",
  h: "help",
  V: "version",
};
const PLAIN = [...Object.values(SHORT), "tab", "unbuffered", "seq", "stream", "raw-output0"];

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    throw new Stop(2, `cannot open ${file}`);
  }
}

function json(text) {
  try {
    const values = [...readValues(text)];
    if (values.length === 1) return values[0];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  throw new Stop(2, "not valid JSON");
}

function readArguments(args) {
  const set = { named: {}, positional: [], words: [], indent: 2, rest: null };
  let options = true;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    const next = () => {
      if (at + 1 >= args.length) throw new Stop(2, `${arg} takes a parameter`);
      return args[++at];
    };
    const name = (value) => {
      const key = next();
      const made = value(next());
      if (!Object.hasOwn(set.named, key)) set.named[key] = made;
    };
    if (!options || !/^-[a-zA-Z-]/.test(arg)) {
      if (set.rest === null || set.words.length === 0) set.words.push(arg);
      else set.positional.push(set.rest === "jsonargs" ? json(arg) : arg);
    } else if (arg === "--") options = false;
    else if (arg === "--arg") name((value) => value);
    else if (arg === "--argjson") name(json);
    else if (arg === "--slurpfile") name((file) => [...readValues(read(file))]);
    else if (arg === "--rawfile") name(read);
    else if (arg === "--args" || arg === "--jsonargs") set.rest = arg.slice(2);
    else if (arg === "--indent") {
      set.indent = Number(next());
      if (!Number.isInteger(set.indent) || set.indent < 0 || set.indent > 7)
        throw new Stop(2, "--indent takes a number between 0 and 7");
    } else if (arg.startsWith("--") && PLAIN.includes(arg.slice(2))) set[arg.slice(2)] = true;
    else if (/^-[a-zA-Z]+$/.test(arg) && [...arg.slice(1)].every((letter) => Object.hasOwn(SHORT, letter)))
      for (const letter of arg.slice(1)) set[SHORT[letter]] = true;
    else throw new Stop(2, `unknown option ${arg}`);
  }
  return set;
}

/** Finds names that mean nothing. @throws SyntaxFault */
function check(node, scope, locals) {
  if (node === null || typeof node !== "object") return;
  if (Array.isArray(node)) return node.forEach((one) => check(one, scope, locals));
  if (node.type === "literal") return;
  if (node.type === "var" && !locals.has(`$${node.name}`) && scope.find(`$${node.name}`) === undefined)
    throw new SyntaxFault(`$${node.name} is not defined`);
  if (node.type === "break" && !locals.has(`*${node.name}`))
    throw new SyntaxFault(`$*label-${node.name} is not defined`);
  if (node.type === "format" && !FORMATS[node.format])
    throw new SyntaxFault(`${node.format} is not a valid format`);
  if (node.type === "call") {
    const name = `${node.name}/${node.args.length}`;
    if (!locals.has(name) && scope.find(name) === undefined && !Object.hasOwn(NATIVES, name))
      throw new SyntaxFault(`${name} is not defined`);
  }
  let inside = locals;
  if (node.type === "def") {
    const { name, params, body } = node.definition;
    inside = new Set([...locals, `${name}/${params.length}`]);
    check(
      body,
      scope,
      new Set([
        ...inside,
        ...params.flatMap((param) =>
          param.startsWith("$") ? [param, `${param.slice(1)}/0`] : [`${param}/0`],
        ),
      ]),
    );
    return check(node.rest, scope, inside);
  }
  if (node.type === "label") inside = new Set([...locals, `*${node.name}`]);
  const names = (pattern) =>
    pattern === null
      ? []
      : pattern.type === "name"
        ? [`$${pattern.name}`]
        : pattern.type === "array"
          ? pattern.items.flatMap(names)
          : pattern.entries.flatMap((entry) => [
              ...(entry.name === null ? [] : [`$${entry.name}`]),
              ...names(entry.pattern),
            ]);
  if (node.patterns) inside = new Set([...locals, ...node.patterns.flatMap(names)]);
  for (const [key, part] of Object.entries(node))
    if (key !== "source" || !node.patterns) check(part, scope, inside);
  if (node.patterns) check(node.source, scope, locals);
}

function* inputs(set, files, failed) {
  let text = "";
  for (const file of files.length === 0 ? [0] : files) {
    try {
      text += read(file);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      failed.code = 2;
    }
  }
  if (set["raw-input"] && set.slurp) yield text;
  else if (set["raw-input"]) yield* text === "" ? [] : text.replace(/\n$/, "").split("\n");
  else if (set.slurp) yield [...readValues(text)];
  else yield* readValues(text);
}

function writer(set) {
  const indent =
    set["compact-output"] || (set.indent === 0 && !set.tab) ? null : set.tab ? "\t" : " ".repeat(set.indent);
  const options = { indent, sort: set["sort-keys"], ascii: set["ascii-output"] };
  const raw = (set["raw-output"] || set["join-output"] || set["raw-output0"]) && !set["ascii-output"];
  const end = set["raw-output0"] ? "\0" : set["join-output"] ? "" : "\n";
  return (value) =>
    (set.seq ? "\x1e" : "") + (raw && typeof value === "string" ? value : stringify(value, options)) + end;
}

function main(args) {
  const set = readArguments(args);
  const words = [...set.words];
  const program = set["from-file"] ? read(words.shift() ?? "") : words.shift();
  if (program === undefined) throw new Stop(2, "no filter");
  const scope = new Scope(null);
  for (const definition of definitions)
    scope.names.set(`${definition.name}/${definition.params.length}`, { definition, scope });
  for (const [name, value] of Object.entries(set.named)) scope.names.set(`$${name}`, value);
  scope.names.set("$ENV", { ...process.env });
  scope.names.set("$ARGS", { positional: set.positional, named: set.named });
  let tree;
  try {
    tree = parse(program);
    check(tree, scope, new Set());
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    throw new Stop(3, error.message);
  }
  const failed = { code: 0 };
  const source = inputs(set, words, failed);
  const machine = new Machine(NATIVES, FORMATS);
  machine.nextInput = () => source.next();
  machine.halt = (code, value) =>
    new Stop(code, value === null ? "" : typeof value === "string" ? value : `${stringify(value)}\n`);
  const write = writer(set);
  let last;
  let code = 0;
  const run = (value) => {
    code = 0;
    try {
      for (const result of machine.values(tree, value, scope)) {
        last = result;
        process.stdout.write(write(result));
      }
    } catch (error) {
      if (!(error instanceof Fault) && !(error instanceof Break)) throw error;
      process.stderr.write(`jq: error: ${error.message}\n`);
      code = 5;
    }
  };
  try {
    if (set["null-input"]) run(null);
    else for (const value of source) run(value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    code = 5;
  }
  if (code === 0 && failed.code !== 0) code = failed.code;
  if (code === 0 && set["exit-status"]) code = last === undefined ? 4 : truth(last) ? 0 : 1;
  return code;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(error.message);
  process.exitCode = error.code;
}
