// mustache, rebuilt from its manual, its visible cases and what the original answers.
const fs = require("node:fs");
const path = require("node:path");

class Mistake extends Error {}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

// --- Templates ------------------------------------------------------------------------------------------------------

const isBlank = (text) => /^\s*$/.test(text);

/** Index of the first place at or after `from` where blanks and `close` begin; -1 when `close` does not follow. */
function findClose(source, close, from) {
  const at = source.indexOf(close, from);
  if (at === -1) return null;
  let start = at;
  while (start > from && /\s/.test(source[start - 1])) start--;
  return { start, end: at + close.length };
}

function delimiters(text) {
  const pair = text.split(/\s+/, 2);
  if (pair.length !== 2) throw new Mistake(`Invalid tags: ${text}`);
  return pair;
}

/** One tag that begins at `start`: its kind, its name, where it ends. */
function readTag(source, start, [open, close]) {
  const blanks = /\s*/y;
  blanks.lastIndex = start + open.length;
  blanks.exec(source);
  let at = blanks.lastIndex;
  const sign = source[at];
  const kind = sign !== undefined && "#^/>{&=!".includes(sign) ? sign : "name";
  if (kind !== "name") at++;
  blanks.lastIndex = at;
  blanks.exec(source);
  at = blanks.lastIndex;
  const unclosed = () => new Mistake(`Unclosed tag at ${source.length}`);
  if (kind === "=") {
    const equals = findClose(source, "=", at);
    if (equals === null) throw unclosed();
    const end = findClose(source, close, equals.end);
    if (end === null) throw unclosed();
    return { kind, name: source.slice(at, equals.start), end: end.end };
  }
  const end = findClose(source, kind === "{" ? `}${close}` : close, at);
  if (end === null) throw unclosed();
  return { kind: kind === "{" ? "&" : kind, name: source.slice(at, end.start), end: end.end };
}

/** A template as a tree: texts, variables, partials, and sections with their own parts. */
function parse(source) {
  const root = { parts: [] };
  const sections = [];
  let tags = ["{{", "}}"];
  let into = root;
  // What is known of the line under way: its blank texts, what stood before, and whether it has tags and anything else.
  let line = { blanks: [], tags: 0, ink: false, indent: "" };
  const endLine = () => {
    if (line.tags > 0 && !line.ink) for (const part of line.blanks) part.text = "";
    line = { blanks: [], tags: 0, ink: false, indent: "" };
  };
  const addText = (text) => {
    for (const char of text) {
      const part = { kind: "text", text: char };
      into.parts.push(part);
      if (isBlank(char)) {
        line.blanks.push(part);
        line.indent += char;
      } else {
        line.ink = true;
        line.indent += " ";
      }
      if (char === "\n") endLine();
    }
  };
  for (let at = 0; at < source.length;) {
    const next = source.indexOf(tags[0], at);
    addText(source.slice(at, next === -1 ? source.length : next));
    if (next === -1) break;
    const { kind, name, end } = readTag(source, next, tags);
    at = end;
    if (kind === "=") tags = delimiters(name);
    else if (kind === "#" || kind === "^") {
      const section = { kind, name, parts: [], at: next, around: into };
      into.parts.push(section);
      sections.push(section);
      into = section;
    } else if (kind === "/") {
      const open = sections.pop();
      if (open === undefined) throw new Mistake(`Unopened section "${name}" at ${next}`);
      if (open.name !== name) throw new Mistake(`Unclosed section "${open.name}" at ${next}`);
      into = open.around;
    } else if (kind === ">") {
      into.parts.push({ kind, name, indent: line.tags === 0 ? line.indent : "", first: !line.ink });
    } else if (kind !== "!") {
      into.parts.push({ kind, name });
      line.ink = true;
    }
    line.tags++;
  }
  endLine();
  const open = sections.pop();
  if (open !== undefined) throw new Mistake(`Unclosed section "${open.name}" at ${source.length}`);
  return root;
}

// --- Values ---------------------------------------------------------------------------------------------------------

const isObject = (value) => typeof value === "object" && value !== null;
const has = (value, name) => isObject(value) && name in value;
const hasOwn = (value, name) => value !== null && value !== undefined && Object.hasOwn(Object(value), name);

function inContext(context, name) {
  if (!name.includes(".")) return has(context, name) ? { value: context[name] } : null;
  const parts = name.split(".");
  let value = context;
  for (const [index, part] of parts.entries()) {
    if (value === null || value === undefined) return null;
    const last = index === parts.length - 1;
    if (last && !has(value, part) && !hasOwn(value, part)) return null;
    value = value[part];
  }
  return { value };
}

/** @param contexts the innermost first */
function lookUp(contexts, name) {
  if (name === ".") return contexts[0];
  for (const context of contexts) {
    const found = inContext(context, name);
    if (found === null) continue;
    return typeof found.value === "function" ? found.value.call(contexts[0]) : found.value;
  }
  return undefined;
}

const ESCAPES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "/": "&#x2F;",
  "`": "&#x60;",
  "=": "&#x3D;",
};

const escape = (value) =>
  typeof value === "number" ? String(value) : String(value).replace(/[&<>"'/`=]/g, (char) => ESCAPES[char]);

// --- Rendering ------------------------------------------------------------------------------------------------------

function indented(text, { indent, first }) {
  const blanks = indent.replace(/[^ \t]/g, "");
  if (blanks === "") return text;
  return text
    .split("\n")
    .map((row, index) => (row !== "" && (index > 0 || first) ? blanks + row : row))
    .join("\n");
}

function render(parts, contexts, partials) {
  let out = "";
  for (const part of parts) {
    if (part.kind === "text") out += part.text;
    else if (part.kind === ">") {
      const text = Object.hasOwn(partials, part.name) ? partials[part.name] : undefined;
      if (text !== undefined) out += render(parse(indented(text, part)).parts, contexts, partials);
    } else {
      const value = lookUp(contexts, part.name);
      const empty = !value || (Array.isArray(value) && value.length === 0);
      if (part.kind === "^") {
        if (empty) out += render(part.parts, contexts, partials);
      } else if (part.kind === "#") {
        if (Array.isArray(value))
          for (const item of value) out += render(part.parts, [item, ...contexts], partials);
        else if (value === true) out += render(part.parts, contexts, partials);
        else if (!empty) out += render(part.parts, [value, ...contexts], partials);
      } else if (value !== null && value !== undefined) {
        out += part.kind === "&" ? String(value) : escape(value);
      }
    }
  }
  return out;
}

// --- Command line ---------------------------------------------------------------------------------------------------

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    return stop(
      error.code === "ENOENT" ? `Could not find file: ${file}` : `Error while reading file: ${error.message}`,
    );
  }
}

const args = process.argv.slice(2);
const named = [];
for (let at = args.indexOf("-p"); at !== -1; at = args.indexOf("-p")) {
  const [, file] = args.splice(at, 2);
  if (file !== undefined) named.push(file);
}

if (args.includes("-v") || args.includes("--version")) {
  process.stdout.write("4.2.0\n");
} else {
  const [viewFile, templateFile] = args;
  if (!viewFile || !templateFile) stop("Syntax: mustache <view> <template> [output]");
  const partials = {};
  for (const file of named.reverse()) partials[path.basename(file, ".mustache")] = read(file);
  const json = viewFile === "-" ? fs.readFileSync(0, "utf8") : read(viewFile);
  let view;
  try {
    view = JSON.parse(json);
  } catch (error) {
    stop(`Shooot, could not parse view as JSON.
Tips: functions are not valid JSON and keys / values must be surround with double quotes.

${error}`);
  }
  const template = read(templateFile);
  try {
    process.stdout.write(render(parse(template).parts, [view], partials));
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    stop(`Error: ${error.message}`);
  }
}
