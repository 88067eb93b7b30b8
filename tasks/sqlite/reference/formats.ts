import type { Cell, Result } from "./database.ts";

export const MODES = [
  "list",
  "csv",
  "tabs",
  "line",
  "json",
  "quote",
  "column",
  "table",
  "box",
  "markdown",
] as const;

export type Mode = (typeof MODES)[number];

/** How results are shown. */
export interface Format {
  mode: Mode;
  headers: boolean;
  column: string;
  row: string;
  nullValue: string;
}

const spaces = (count: number): string => " ".repeat(Math.max(0, count));
const width = (text: string): number => Array.from(text).length;

/** The separators that a mode begins with. */
export function separators(mode: Mode): { readonly column: string; readonly row: string } {
  if (mode === "csv") return { column: ",", row: "\r\n" };
  if (mode === "tabs") return { column: "\t", row: "\n" };
  if (mode === "quote") return { column: ",", row: "\n" };
  return { column: "|", row: "\n" };
}

function csv(text: string, separator: string): string {
  const odd = Array.from(text).some((one) => one <= " " || one === '"' || one === "'" || one >= "\u007f");
  const plain = text !== "" && !odd && !text.includes(separator);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function quote({ kind, text, bytes }: Cell): string {
  if (text === null) return "NULL";
  if (kind === "blob") return `X'${hexadecimal(bytes)}'`;
  return kind === "text" ? `'${text.replaceAll("'", "''")}'` : text;
}

function json({ kind, text }: Cell): string {
  if (text === null) return "null";
  if (kind === "real") return text.replace("Inf", "1e999");
  return kind === "integer" ? text : JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

function lines({ columns, rows }: Result, format: Format): string {
  const show = (cell: Cell): string => {
    if (format.mode === "quote") return quote(cell);
    if (cell.text === null) return format.nullValue;
    return format.mode === "csv" ? csv(cell.text, format.column) : cell.text;
  };
  const name = (text: string): string => {
    if (format.mode === "quote") return `'${text.replaceAll("'", "''")}'`;
    return format.mode === "csv" ? csv(text, format.column) : text;
  };
  return [...(format.headers ? [columns.map(name)] : []), ...rows.map((row) => row.map(show))]
    .map((row) => row.join(format.column) + format.row)
    .join("");
}

/** One line for each value; a blank line between rows. */
function records({ columns, rows }: Result, format: Format): string {
  const widest = Math.max(5, ...columns.map(width));
  return rows
    .map((row) =>
      row
        .map((cell, at) => {
          const name = columns[at]!;
          return `${spaces(widest - width(name))}${name} = ${cell.text ?? format.nullValue}\n`;
        })
        .join(""),
    )
    .join("\n");
}

/** The pieces of a frame, from top to bottom: left, middle, right, what fills. */
const FRAMES: Readonly<Record<"table" | "box", readonly string[]>> = {
  table: ["+++-", "+++-", "+++-", "|"],
  box: ["┌┬┐─", "├┼┤─", "└┴┘─", "│"],
};

/** Columns below each other, as wide as their widest value. */
function grid({ columns, rows }: Result, format: Format): string {
  const { mode } = format;
  const texts = rows.map((row) => row.map((cell) => cell.text ?? format.nullValue));
  const widths = columns.map((name, at) => Math.max(width(name), ...texts.map((row) => width(row[at]!))));
  const fit = (text: string, at: number): string => text + spaces(widths[at]! - width(text));
  const centre = (text: string, at: number): string => {
    const room = widths[at]! - width(text);
    return spaces(Math.floor(room / 2)) + text + spaces(room - Math.floor(room / 2));
  };
  const out: string[] = [];
  if (mode === "column") {
    if (format.headers) {
      out.push(columns.map(fit).join("  "), widths.map((count) => "-".repeat(count)).join("  "));
    }
    out.push(...texts.map((row) => row.map(fit).join("  ")));
    return out.map((line) => `${line}\n`).join("");
  }
  if (mode === "markdown") {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    out.push(line(columns.map(centre)), `|${widths.map((count) => "-".repeat(count + 2)).join("|")}|`);
    out.push(...texts.map((row) => line(row.map(fit))));
    return out.map((one) => `${one}\n`).join("");
  }
  const [top, middle, bottom, bar] = FRAMES[mode === "box" ? "box" : "table"];
  const rule = (piece: string): string => {
    const [left, joint, right, fill] = Array.from(piece) as [string, string, string, string];
    return left + widths.map((count) => fill.repeat(count + 2)).join(joint) + right;
  };
  const line = (cells: readonly string[]): string => `${bar} ${cells.join(` ${bar} `)} ${bar}`;
  out.push(rule(top!), line(columns.map(centre)), rule(middle!));
  out.push(...texts.map((row) => line(row.map(fit))), rule(bottom!));
  return out.map((one) => `${one}\n`).join("");
}

/** A result as text. Nothing if it has no rows. */
export function show(result: Result, format: Format): string {
  if (result.rows.length === 0) return "";
  if (format.mode === "line") return records(result, format);
  if (format.mode === "json") {
    const row = (cells: readonly Cell[]): string =>
      `{${cells.map((cell, at) => `${JSON.stringify(result.columns[at])}:${json(cell)}`).join(",")}}`;
    return `[${result.rows.map(row).join(",\n")}]\n`;
  }
  return ["column", "table", "box", "markdown"].includes(format.mode)
    ? grid(result, format)
    : lines(result, format);
}
