import { decodeBytes } from "../bytes.ts";
import { compareText } from "../expand/glob.ts";
import { lines, readAll } from "../io/reader.ts";
import { displayWidth } from "../terminal/width.ts";
import { isFolder, statOrNull } from "./file-tools.ts";
import { eachInput, inputBytes } from "./inputs.ts";
import { splitLines } from "./lines.ts";
import { readOptions } from "./options.ts";
import type { Program } from "./program.ts";

/** column [-t] [-s marks] [-o between] [-c width] [file…] */
export const column: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "txne",
    values: "soc",
    long: { table: "t", "separator=": "s", "output-separator=": "o", "output-width=": "c" },
  });
  const rows: string[] = [];
  const status = await eachInput(context, options.operands, async ({ file }) => {
    rows.push(...splitLines(decodeBytes(await readAll(file))).filter((line) => line.trim() !== ""));
  });
  if (!options.has("t")) {
    const width = Math.max(8, Math.ceil((Math.max(0, ...rows.map(displayWidth)) + 1) / 8) * 8);
    const count = Math.max(1, Math.floor(Number(options.value("c") ?? 80) / width));
    const height = Math.ceil(rows.length / count);
    for (let row = 0; row < height; row++) {
      const cells = Array.from({ length: count }, (_, at) => rows[at * height + row]).filter(
        (cell) => cell !== undefined,
      );
      const text = cells.map((cell, i) =>
        i === cells.length - 1 ? cell : cell + "\t".repeat(Math.ceil((width - displayWidth(cell)) / 8)),
      );
      await context.out.line(text.join(""));
    }
    return status;
  }
  const marks = options.value("s");
  const table = rows.map((line) =>
    marks === undefined
      ? line.trim().split(/\s+/)
      : line.split(new RegExp(`[${marks.replace(/[\\\]^-]/g, "\\$&")}]`)),
  );
  const widths: number[] = [];
  for (const cells of table)
    cells.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell))));
  for (const cells of table) {
    const padded = cells.map((cell, i) =>
      i === cells.length - 1 ? cell : cell + " ".repeat(widths[i]! - displayWidth(cell)),
    );
    await context.out.line(padded.join(options.value("o") ?? "  "));
  }
  return status;
};

/** expand [-t columns] and unexpand [-a] [-t columns] [file…] */
export const expand: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "ai",
    values: "t",
    long: { "tabs=": "t", all: "a", initial: "i" },
  });
  const stop = Number(options.value("t") ?? 8);
  return eachInput(context, options.operands, async ({ file }) => {
    for await (const { text, terminated } of lines(file)) {
      const result =
        context.name === "expand" ? withoutTabs(text, stop) : withTabs(text, stop, options.has("a", "t"));
      await context.out.text(result + (terminated ? "\n" : ""));
    }
  });
};

function withoutTabs(text: string, stop: number): string {
  let result = "";
  let at = 0;
  for (const char of text) {
    const width = char === "\t" ? stop - (at % stop) : displayWidth(char);
    result += char === "\t" ? " ".repeat(width) : char;
    at += width;
  }
  return result;
}

function withTabs(text: string, stop: number, all: boolean): string {
  const plain = withoutTabs(text, stop);
  const end = all ? plain.length : plain.length - plain.trimStart().length;
  let result = "";
  for (let at = 0; at < end; at += stop) {
    const piece = plain.slice(at, Math.min(at + stop, end));
    result += piece.length === stop && /(^ +$)| {2,}$/.test(piece) ? piece.replace(/ +$/, "\t") : piece;
  }
  return result + plain.slice(Math.max(0, end));
}

/** tree [-a] [-d] [-L depth] [folder…] */
export const tree: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "adfiF",
    values: "LI",
    long: { noreport: "noreport", dirsfirst: "first" },
  });
  const deepest = Number(options.value("L") ?? Infinity);
  const ignored = options.value("I")?.split("|") ?? [];
  let folders = 0;
  let files = 0;
  const show = async (path: string, indent: string, depth: number): Promise<void> => {
    if (depth > deepest) return;
    const entries = context.sys
      .readdir(context.path(path))
      .filter(
        ({ name, type }) =>
          (options.has("a") || !name.startsWith(".")) &&
          (!options.has("d") || type === 2) &&
          !ignored.includes(name),
      )
      .toSorted((a, b) => compareText(a.name, b.name));
    for (const [i, { name, type }] of entries.entries()) {
      const last = i === entries.length - 1;
      const full = `${path.replace(/\/$/, "")}/${name}`;
      const link = type === 3 ? ` -> ${context.sys.readlink(context.path(full))}` : "";
      await context.out.line(`${indent}${last ? "└── " : "├── "}${options.has("f") ? full : name}${link}`);
      if (type === 2) folders++;
      else files++;
      if (type === 2) await show(full, `${indent}${last ? "    " : "│\u00a0\u00a0 "}`, depth + 1);
    }
  };
  for (const folder of options.operands.length === 0 ? ["."] : options.operands) {
    if (!isFolder(statOrNull(context, folder))) {
      await context.out.line(`${folder}  [error opening dir]`);
      continue;
    }
    await context.out.line(folder);
    folders++;
    await show(folder, "", 1);
  }
  const counts = `${folders} director${folders === 1 ? "y" : "ies"}${options.has("d") ? "" : `, ${files} file${files === 1 ? "" : "s"}`}`;
  if (!options.has("noreport")) await context.out.line(`\n${counts}`);
  return 0;
};

/** strings [-n length] [file…] */
export const strings: Program = async (context) => {
  const options = await readOptions(
    context,
    { flags: "a", values: "nt", long: { all: "a", "bytes=": "n" } },
    context.args.map((arg) => (/^-\d+$/.test(arg) ? `-n${arg.slice(1)}` : arg)),
  );
  const least = Number(options.value("n") ?? 4);
  return eachInput(context, options.operands, async ({ file }) => {
    let run = "";
    const flush = async (): Promise<void> => {
      if (run.length >= least) await context.out.line(run);
      run = "";
    };
    for (const byte of await readAll(file)) {
      if (byte === 9 || (byte >= 32 && byte < 127)) run += String.fromCharCode(byte);
      else await flush();
    }
    await flush();
  });
};

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG/, "PNG image data"],
  [/^\xff\xd8\xff/, "JPEG image data"],
  [/^GIF8/, "GIF image data"],
  [/^%PDF/, "PDF document"],
  // eslint-disable-next-line no-control-regex
  [/^PK\x03\x04/, "Zip archive data"],
  // eslint-disable-next-line no-control-regex
  [/^\x1f\x8b/, "gzip compressed data"],
  // eslint-disable-next-line no-control-regex
  [/^\0asm/, "WebAssembly (wasm) binary module"],
  [/^\u007fMBX/, "program of this machine"],
  [/^#!.*\bnode\b/, "Node.js script, ASCII text executable"],
  [/^#!.*\b(ba)?sh\b/, "shell script, ASCII text executable"],
];

/** file [-b] file…: what a file is, by its first bytes. */
export const file: Program = async (context) => {
  const options = await readOptions(context, { flags: "bL", long: { brief: "b" } });
  const width = Math.max(...options.operands.map((name) => name.length));
  for (const name of options.operands) {
    const head = options.has("b") ? "" : `${name}:${" ".repeat(width - name.length)} `;
    const stat = statOrNull(context, name);
    if (stat === null) await context.out.line(`${head}cannot open \`${name}' (No such file or directory)`);
    else if (isFolder(stat)) await context.out.line(`${head}directory`);
    else await context.out.line(head + describe(await inputBytes(context, name)));
  }
  return 0;
};

function describe(bytes: Uint8Array): string {
  if (bytes.length === 0) return "empty";
  const start = String.fromCharCode(...bytes.subarray(0, 128));
  const known = SIGNATURES.find(([regex]) => regex.test(start));
  if (known !== undefined) return known[1];
  if (bytes.includes(0)) return "data";
  const text = decodeBytes(bytes);
  if (/^\s*[[{]/.test(text) && isJson(text)) return "JSON text data";
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? "ASCII text" : "Unicode text, UTF-8 text";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
