import { posixRegex } from "../regex.ts";
import { fromInput, toNumber, toText, type Value } from "./values.ts";

export type AwkArray = Map<string, Value>;

/** What a name stands for; a parameter that was never assigned may still become an array. */
export interface Cell {
  value: Value | AwkArray;
}

/** Variables, the record and its fields. */
export class AwkState {
  readonly globals = new Map<string, Cell>();
  private record = "";
  private fields: string[] = [];
  /** Fields are only split when one is asked for. */
  private isSplit = true;
  /** A field was assigned: the record has to be put together again. */
  private isStale = false;
  private assigned = new Map<number, Value>();
  number = 0;
  private readonly regexes = new Map<string, RegExp>();

  constructor() {
    const defaults: Readonly<Record<string, Value>> = {
      FS: " ",
      OFS: " ",
      ORS: "\n",
      RS: "\n",
      NF: 0,
      NR: 0,
      FNR: 0,
      SUBSEP: "\x1c",
      CONVFMT: "%.6g",
      OFMT: "%.6g",
      RSTART: 0,
      RLENGTH: -1,
      FILENAME: "",
    };
    for (const [name, value] of Object.entries(defaults)) this.globals.set(name, { value });
  }

  cell(name: string): Cell {
    let cell = this.globals.get(name);
    if (cell === undefined) {
      cell = { value: undefined };
      this.globals.set(name, cell);
    }
    return cell;
  }

  get(name: string): Value {
    if (name === "NF") this.split();
    const { value } = this.cell(name);
    return value instanceof Map ? undefined : value;
  }

  text(name: string): string {
    return toText(this.get(name), "%.6g");
  }

  set(name: string, value: Value): void {
    if (name === "NF") this.setCount(Math.max(0, Math.trunc(toNumber(value))));
    this.cell(name).value = value;
  }

  array(name: string): AwkArray {
    return arrayOf(this.cell(name), name);
  }

  get convfmt(): string {
    return this.text("CONVFMT");
  }

  setRecord(text: string): void {
    this.record = text;
    this.isSplit = false;
    this.isStale = false;
    this.assigned.clear();
  }

  private split(): void {
    if (this.isSplit) return;
    this.isSplit = true;
    this.fields = this.splitText(this.record, this.text("FS"));
    this.cell("NF").value = this.fields.length;
  }

  private setCount(count: number): void {
    this.split();
    while (this.fields.length < count) this.fields.push("");
    this.fields.length = count;
    this.isStale = true;
  }

  field(index: number): Value {
    if (index === 0) return fromInput(this.wholeRecord());
    this.split();
    if (this.assigned.has(index)) return this.assigned.get(index);
    const text = this.fields[index - 1];
    return text === undefined ? undefined : fromInput(text);
  }

  wholeRecord(): string {
    if (this.isStale) {
      this.record = this.fields.join(this.text("OFS"));
      this.isStale = false;
    }
    return this.record;
  }

  setField(index: number, value: Value): void {
    const text = toText(value, this.convfmt);
    if (index === 0) {
      this.setRecord(text);
      return;
    }
    this.split();
    while (this.fields.length < index) this.fields.push("");
    this.fields[index - 1] = text;
    this.assigned.set(index, value);
    this.cell("NF").value = this.fields.length;
    this.isStale = true;
  }

  /** As fields are split by FS. */
  splitText(text: string, separator: string): string[] {
    if (text === "") return [];
    if (separator === " ") return text.match(/[^ \t\n]+/g) ?? [];
    // With records of paragraphs a line end separates fields, too.
    const paragraphs = this.text("RS") === "";
    if (separator === "") return Array.from(text);
    if (separator.length === 1 && separator !== "\\" && !paragraphs) return text.split(separator);
    const source =
      separator.length === 1
        ? `[${separator === "\\" || separator === "]" ? `\\${separator}` : separator}]`
        : separator;
    return this.splitByRegex(text, this.regex(paragraphs ? `(${source})|\n` : source));
  }

  splitByRegex(text: string, regex: RegExp): string[] {
    const pieces: string[] = [];
    let start = 0;
    regex.lastIndex = 0;
    for (const match of text.matchAll(regex)) {
      if (match[0] === "") continue;
      pieces.push(text.slice(start, match.index));
      start = match.index + match[0].length;
    }
    pieces.push(text.slice(start));
    return pieces;
  }

  regex(source: string): RegExp {
    let regex = this.regexes.get(source);
    if (regex === undefined) {
      regex = posixRegex(source, { extended: true }, "gs");
      if (this.regexes.size > 500) this.regexes.clear();
      this.regexes.set(source, regex);
    }
    regex.lastIndex = 0;
    return regex;
  }
}

/** The array in a cell, made when the cell is unused. */
export function arrayOf(cell: Cell, name: string): AwkArray {
  if (cell.value instanceof Map) return cell.value;
  if (cell.value !== undefined) throw new AwkFault(`can't use scalar ${name} as array`);
  const array: AwkArray = new Map();
  cell.value = array;
  return array;
}

/** A mistake that shows when the program runs. */
export class AwkFault extends Error {
  override readonly name = "AwkFault";
}
