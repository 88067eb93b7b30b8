// figlet, rebuilt from its manual, its visible cases and what the original answers.
const fs = require("node:fs");

const FULL = 0;
const FITTED = 1;
const UNIVERSAL = 2;
const CONTROLLED = 3;

// --- Fonts ----------------------------------------------------------------------------------------------------------

const REQUIRED = [
  ...Array.from({ length: 95 }, (_, index) => 32 + index),
  ...[196, 214, 220, 228, 246, 252, 223],
];

/** Parts of a layout number, the largest first: what is set when a part fits. */
const PARTS = [
  [16384, "vLayout", UNIVERSAL],
  [8192, "vLayout", FITTED],
  [4096, "vRule5"],
  [2048, "vRule4"],
  [1024, "vRule3"],
  [512, "vRule2"],
  [256, "vRule1"],
  [128, "hLayout", UNIVERSAL],
  [64, "hLayout", FITTED],
  [32, "hRule6"],
  [16, "hRule5"],
  [8, "hRule4"],
  [4, "hRule3"],
  [2, "hRule2"],
  [1, "hRule1"],
];

const anyRule = (layout, direction) =>
  Object.entries(layout).some(([key, value]) => key.startsWith(`${direction}Rule`) && value);

function layoutOf(oldLayout, fullLayout) {
  const layout = {};
  let left = fullLayout ?? oldLayout;
  for (const [part, key, value] of PARTS) {
    const fits = left >= part;
    if (fits) left -= part;
    if (value === undefined) layout[key] = fits;
    else if (fits && layout[key] === undefined) layout[key] = value;
  }
  const smushed = (direction) => (anyRule(layout, direction) ? CONTROLLED : UNIVERSAL);
  if (layout.hLayout === undefined) {
    layout.hLayout = oldLayout === 0 ? FITTED : oldLayout === -1 ? FULL : smushed("h");
  } else if (layout.hLayout === UNIVERSAL) layout.hLayout = smushed("h");
  if (layout.vLayout === undefined) layout.vLayout = anyRule(layout, "v") ? CONTROLLED : FULL;
  else if (layout.vLayout === UNIVERSAL) layout.vLayout = smushed("v");
  return layout;
}

function whole(text) {
  const value = Number.parseInt(text ?? "", 10);
  return Number.isNaN(value) ? null : value;
}

/** Takes the end mark off a row, and in a letter's last row a second one. */
function withoutMark(row, last) {
  const text = row.replace(/ +$/, "");
  const mark = text.at(-1);
  if (mark === undefined) return "";
  const once = text.slice(0, -1);
  return last && once.endsWith(mark) ? once.slice(0, -1) : once;
}

const letterOf = (rows) => rows.map((row, index) => withoutMark(row, index === rows.length - 1));

function codeOf(text) {
  const match = /^(-?)(?:(0x[0-9a-f]+)|(0[0-7]+)|(\d+))$/i.exec(text);
  if (match === null) throw new Error(`Error parsing data. Invalid data: ${text}`);
  const [, sign, hex, octal, decimal] = match;
  const size =
    hex !== undefined
      ? Number.parseInt(hex, 16)
      : octal !== undefined
        ? Number.parseInt(octal, 8)
        : Number(decimal);
  const code = sign === "-" ? -size : size;
  if (code === -1) throw new Error("Error parsing data. The char code -1 is not permitted.");
  if (code < -2147483648)
    throw new Error("Error parsing data. The char code cannot be less than -2147483648.");
  if (code > 2147483647)
    throw new Error("Error parsing data. The char code cannot be greater than 2147483647.");
  return code;
}

function parseFont(text) {
  const [first, ...lines] = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
  if (first === "") throw new Error("Invalid font file: missing header");
  const fields = first.split(" ");
  const numbers = fields.map(whole);
  const header = {
    hardBlank: fields[0].slice(5, 6),
    height: numbers[1] ?? null,
    baseline: numbers[2] ?? null,
    maxLength: numbers[3] ?? null,
    oldLayout: numbers[4] ?? null,
    numCommentLines: numbers[5] ?? null,
    printDirection: numbers[6] ?? 0,
    fullLayout: numbers[7] ?? null,
    codeTagCount: numbers[8] ?? null,
  };
  const { height, numCommentLines: comments } = header;
  const sound =
    header.hardBlank.length === 1 &&
    height >= 1 &&
    [header.baseline, header.maxLength, comments].every((value) => value !== null && value >= 0) &&
    header.oldLayout !== null;
  if (height === null || !sound) throw new Error("FIGlet header contains invalid values.");
  if (lines.length < comments + height * REQUIRED.length) {
    throw new Error(
      `FIGlet file is missing data. Line length: ${lines.length}. Comment lines: ${comments}. ` +
        `Height: ${height}. Num chars: ${REQUIRED.length}.`,
    );
  }
  const letters = new Map();
  let at = comments;
  const next = () => {
    const rows = Array.from({ length: height }, (_, index) => lines[at + index] ?? "");
    at += height;
    return letterOf(rows);
  };
  for (const code of REQUIRED) letters.set(code, next());
  while (at < lines.length && lines[at].trim() !== "") {
    const code = codeOf(lines[at++].split(" ")[0]);
    letters.set(code, next());
  }
  return { header, letters, layout: layoutOf(header.oldLayout, header.fullLayout) };
}

// --- Joining characters ---------------------------------------------------------------------------------------------

const CLASSES = ["|", "/\\", "[]", "{}", "()", "<>"];
const classOf = (char) => CLASSES.findIndex((one) => one.includes(char));
const BORDERS = "|/\\[]{}()<>";

const equal = (a, b) => (a === b ? a : null);
const underscore = (a, b) => {
  if (a === "_" && BORDERS.includes(b)) return b;
  return b === "_" && BORDERS.includes(a) ? a : null;
};
const hierarchy = (a, b) => {
  const [one, other] = [classOf(a), classOf(b)];
  if (one === -1 || other === -1 || one === other) return null;
  return one > other ? a : b;
};
const BRACKETS = ["[]", "{}", "()"];
const opposite = (a, b) => (BRACKETS.some((pair) => pair.includes(a) && pair.includes(b)) ? "|" : null);
const bigX = (a, b) => ({ "/\\": "|", "\\/": "Y", "><": "X" })[a + b] ?? null;

/** What a pair of ink becomes by the horizontal rules that are on; null when none joins it. */
function joinedByRule(a, b, layout, hardBlank) {
  if (layout.hRule6 && a === hardBlank && b === hardBlank) return hardBlank;
  if (a === hardBlank || b === hardBlank) return null;
  return (
    (layout.hRule1 ? equal(a, b) : null) ??
    (layout.hRule2 ? underscore(a, b) : null) ??
    (layout.hRule3 ? hierarchy(a, b) : null) ??
    (layout.hRule4 ? opposite(a, b) : null) ??
    (layout.hRule5 ? bigX(a, b) : null)
  );
}

function rowOverlap(left, right, layout, hardBlank) {
  if (layout.hLayout === FULL) return 0;
  for (let overlap = 1; overlap <= left.length; overlap++) {
    let met = false;
    for (let at = 0; at < Math.min(overlap, right.length); at++) {
      const [a, b] = [left[left.length - overlap + at], right[at]];
      if (a === " " || b === " ") continue;
      if (layout.hLayout === FITTED) return overlap - 1;
      if (layout.hLayout === UNIVERSAL) return a === hardBlank || b === hardBlank ? overlap - 1 : overlap;
      if (joinedByRule(a, b, layout, hardBlank) === null) return overlap - 1;
      met = true;
    }
    if (met) return overlap;
  }
  return left.length;
}

function joinRows(left, right, overlap, layout, hardBlank) {
  const start = Math.max(0, left.length - overlap);
  let out = left.slice(0, start);
  for (let at = 0; at < overlap; at++) {
    const [a, b] = [left[start + at] ?? " ", right[at] ?? " "];
    if (b === " ") out += a;
    else if (a === " ") out += b;
    else {
      const ruled = layout.hLayout === CONTROLLED ? joinedByRule(a, b, layout, hardBlank) : null;
      out += ruled ?? (b === hardBlank ? a : b);
    }
  }
  return out + right.slice(overlap);
}

// --- Stacking lines -------------------------------------------------------------------------------------------------

/** What a pair of ink on each other becomes by the vertical rules that are on; null when none joins it. */
function stackedByRule(a, b, layout) {
  return (
    (layout.vRule5 && a === "|" && b === "|" ? "|" : null) ??
    (layout.vRule1 ? equal(a, b) : null) ??
    (layout.vRule2 ? underscore(a, b) : null) ??
    (layout.vRule3 ? hierarchy(a, b) : null) ??
    (layout.vRule4 && (a + b === "-_" || a + b === "_-") ? "=" : null)
  );
}

/** `no`, `last` or `yes`: whether two rows may lie on each other, and more after them. */
function mayLie(upper, lower, layout) {
  if (layout.vLayout === FULL || upper.length === 0) return "no";
  let last = false;
  for (let at = 0; at < upper.length; at++) {
    const [a, b] = [upper[at], lower[at]];
    if (a === " " || b === " ") continue;
    if (layout.vLayout === FITTED) return "no";
    if (layout.vLayout === UNIVERSAL) last = true;
    else if (a === "|" && b === "|") continue;
    else if (stackedByRule(a, b, layout) === null) return "no";
    else last = true;
  }
  return last ? "last" : "yes";
}

function stackOverlap(upper, lower, layout) {
  for (let overlap = 1; overlap <= upper.length; overlap++) {
    let last = false;
    for (let at = 0; at < Math.min(overlap, lower.length); at++) {
      const may = mayLie(upper[upper.length - overlap + at], lower[at], layout);
      if (may === "no") return overlap - 1;
      if (may === "last") last = true;
    }
    if (last) return overlap;
  }
  return upper.length;
}

function stackRow(upper, lower, layout) {
  let out = "";
  for (let at = 0; at < upper.length; at++) {
    const [a, b] = [upper[at], lower[at]];
    if (a === " ") out += b;
    else if (b === " ") out += a;
    else out += layout.vLayout === CONTROLLED ? String(stackedByRule(a, b, layout) ?? b) : b;
  }
  return out;
}

function stack(above, below, layout) {
  const width = Math.max(above[0].length, below[0].length);
  const [upper, lower] = [above, below].map((rows) => rows.map((row) => row.padEnd(width)));
  const overlap = stackOverlap(upper, lower, layout);
  const start = upper.length - overlap;
  const rows = upper.slice(0, start);
  for (let at = 0; at < overlap; at++) {
    rows.push(at < lower.length ? stackRow(upper[start + at], lower[at], layout) : upper[start + at]);
  }
  return [...rows, ...lower.slice(overlap)];
}

// --- Drawing --------------------------------------------------------------------------------------------------------

/** One line of text as lines of letters, several where it is too wide. */
function drawLine(text, { header, letters }, layout, width) {
  const empty = () => Array.from({ length: header.height }, () => "");
  const chars = Array.from(text);
  if (header.printDirection === 1) chars.reverse();
  const lines = [];
  let rows = empty();
  let first = true;
  for (const char of chars) {
    const letter = letters.get(char.codePointAt(0)) ?? letters.get(0);
    if (letter === undefined) {
      first = false;
      continue;
    }
    const { hardBlank } = header;
    const overlap = Math.min(...rows.map((row, index) => rowOverlap(row, letter[index], layout, hardBlank)));
    const joined = (before) =>
      before.map((row, index) => joinRows(row, letter[index], overlap, layout, hardBlank));
    const tried = joined(rows);
    if (Math.max(...tried.map((row) => row.length)) >= width && !first) {
      lines.push(rows);
      rows = joined(empty());
    } else rows = tried;
    first = false;
  }
  lines.push(rows);
  return lines.map((one) => one.map((row) => row.replaceAll(header.hardBlank, " ")));
}

function draw(text, font, layout, width) {
  const lines = text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .split("\n")
    .flatMap((line) => drawLine(line, font, layout, width));
  return lines.reduce((above, below) => stack(above, below, layout)).join("\n");
}

// --- Command line ---------------------------------------------------------------------------------------------------

const HELP = `Usage: figlet [options] [text]

JavaScript FIGdriver. Generates ASCII art from text using FIGlet fonts.

Arguments:
  text                             text to convert to ASCII art

Options:
  -V, --version                    output the version number
  -f, --font <font>                font to use (default: "Standard")
  -w, --width <width>              output width (default: "80")
  -h, --horizontalLayout <layout>  horizontal layout (default: "default")
  -v, --verticalLayout <layout>    vertical layout (default: "default")
  -l, --list                       list available fonts
  -i, --info <font>                show font information
  --help                           display help for command
`;

const OPTIONS = [
  { short: "-V", long: "--version" },
  { short: "-f", long: "--font", value: "font" },
  { short: "-w", long: "--width", value: "width" },
  { short: "-h", long: "--horizontalLayout", value: "layout" },
  { short: "-v", long: "--verticalLayout", value: "layout" },
  { short: "-l", long: "--list" },
  { short: "-i", long: "--info", value: "font" },
  { long: "--help" },
];

function stop(...lines) {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}

function leave(text) {
  process.stdout.write(text);
  process.exit(0);
}

/** How many letters must be changed, added, dropped or swapped with the next to make one word of the other. */
function distance(a, b) {
  const table = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    table[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      table[i][j] = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
    }
  }
  return table[a.length][b.length];
}

/** A line that names the long options most like an unknown one; none where nothing is alike. */
function suggestion(word) {
  if (!word.startsWith("--")) return [];
  const near = OPTIONS.map(({ long }) => ({ long, far: distance(word.slice(2), long.slice(2)) })).filter(
    ({ long, far }) => far <= 3 && 1 - far / Math.max(word.length - 2, long.length - 2) > 0.4,
  );
  const best = Math.min(...near.map(({ far }) => far));
  const names = near
    .filter(({ far }) => far === best)
    .map(({ long }) => long)
    .sort();
  if (names.length === 0) return [];
  return [`(Did you mean ${names.length > 1 ? "one of " : ""}${names.join(", ")}?)`];
}

function readArguments(args) {
  const set = {};
  const texts = [];
  const unknown = [];
  let help = false;
  const use = (option, value) => {
    if (option.long === "--version") leave("1.12.0\n");
    if (option.long === "--help") help = true;
    set[option.long.slice(2)] = value ?? true;
  };
  const rest = [...args];
  while (rest.length > 0) {
    const arg = rest.shift();
    if (arg === "--") {
      texts.push(...rest);
      break;
    }
    if (!/^-./.test(arg)) {
      texts.push(arg);
      continue;
    }
    const exact = OPTIONS.find(({ short, long }) => arg === short || arg === long);
    if (exact !== undefined) {
      if (exact.value === undefined) use(exact);
      else if (rest.length === 0)
        stop(`error: option '${exact.short}, ${exact.long} <${exact.value}>' argument missing`);
      else use(exact, rest.shift());
      continue;
    }
    if (arg.startsWith("--")) {
      const cut = arg.indexOf("=");
      const option = OPTIONS.find(
        ({ long, value }) => value !== undefined && cut !== -1 && long === arg.slice(0, cut),
      );
      if (option === undefined) unknown.push(arg);
      else use(option, arg.slice(cut + 1));
      continue;
    }
    const option = OPTIONS.find(({ short }) => short === arg.slice(0, 2));
    if (option === undefined) unknown.push(arg);
    else if (option.value === undefined) {
      use(option);
      rest.unshift(`-${arg.slice(2)}`);
    } else use(option, arg.slice(2));
  }
  if (help) leave(HELP);
  if (unknown.length > 0) stop(`error: unknown option '${unknown[0]}'`, ...suggestion(unknown[0]));
  if (texts.length > 1) stop(`error: too many arguments. Expected 1 argument but got ${texts.length}.`);
  return { set, text: texts[0] };
}

const fontFile = (name) => `fonts/${name}.flf`;
const LAYOUTS = {
  full: [FULL, false],
  fitted: [FITTED, false],
  "universal smushing": [UNIVERSAL, false],
  "controlled smushing": [CONTROLLED, true],
};

function withOption(layout, direction, rules, name) {
  if (name === undefined || !Object.hasOwn(LAYOUTS, name)) return layout;
  const [kind, on] = LAYOUTS[name];
  const changed = { ...layout, [`${direction}Layout`]: kind };
  for (let rule = 1; rule <= rules; rule++) changed[`${direction}Rule${rule}`] = on;
  return changed;
}

function main() {
  const { set, text } = readArguments(process.argv.slice(2));
  if (set.list) {
    process.stdout.write("Available fonts:\n");
    if (!fs.existsSync("fonts"))
      stop(`Font '${set.font ?? "Standard"}' not found.`, "Use --list to see available fonts.");
    const names = fs
      .readdirSync("fonts")
      .filter((name) => name.endsWith(".flf"))
      .sort();
    leave(names.map((name) => `  ${name.slice(0, -4)}\n`).join(""));
  }
  if (set.info !== undefined) {
    try {
      const { header, layout } = parseFont(fs.readFileSync(fontFile(set.info), "utf8"));
      const shown = JSON.stringify({ ...header, fittingRules: layout }, null, 2);
      leave(`Font: ${set.info}\nOptions: ${shown}\n`);
    } catch (error) {
      stop(`Error loading font '${set.info}': ${error.message}`);
    }
  }
  if (text === undefined || text === "") leave(HELP);
  const name = set.font ?? "Standard";
  if (!fs.existsSync(fontFile(name))) stop(`Font '${name}' not found.`, "Use --list to see available fonts.");
  try {
    const font = parseFont(fs.readFileSync(fontFile(name), "utf8"));
    const horizontal = withOption(font.layout, "h", 6, set.horizontalLayout);
    const layout = withOption(horizontal, "v", 5, set.verticalLayout);
    leave(`${draw(text, font, layout, whole(set.width) || 80)}\n`);
  } catch (error) {
    stop(`Error: ${error.message}`);
  }
}

main();
