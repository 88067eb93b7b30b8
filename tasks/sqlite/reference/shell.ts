import { readFileSync } from "node:fs";
import { SqlError, type Database, type Result } from "./database.ts";
import { MODES, separators, show, type Format, type Mode } from "./formats.ts";

/** Ends the program. */
export class Quit extends Error {
  /** Zero leaves it to the errors so far. */
  readonly code: number;

  constructor(code = 0) {
    super("quit");
    this.code = code;
  }
}

export interface Streams {
  output(text: string): void;
  error(text: string): void;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\" };

/** `\n`, `\t`, `\r` and `\\` as the characters that they stand for. */
export function unescape(text: string): string {
  return text.replaceAll(/\\([ntr\\])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

/** The words of a command: separated by white space, `'…'` as it is, `"…"` with escapes. */
function words(line: string): string[] {
  return Array.from(line.matchAll(/'([^']*)'?|"((?:[^"\\]|\\.)*)"?|(\S+)/gs), ([, plain, escaped, bare]) =>
    escaped === undefined ? (plain ?? bare ?? "") : unescape(escaped.replaceAll('\\"', '"')),
  );
}

const isMode = (text: string): text is Mode => (MODES as readonly string[]).includes(text);

/** The command-line shell: statements, and commands that begin with a dot. */
export class Shell {
  readonly format: Format = { mode: "list", headers: false, column: "|", row: "\n", nullValue: "" };
  bail = false;
  echo = false;
  /** Whether anything went wrong so far. */
  failed = false;
  #headersChosen = false;
  #changes = false;
  readonly #database: Database;
  readonly #streams: Streams;

  constructor(database: Database, streams: Streams) {
    this.#database = database;
    this.#streams = streams;
  }

  setMode(mode: Mode): void {
    this.format.mode = mode;
    Object.assign(this.format, separators(mode));
    // In columns names are shown unless somebody chose.
    if (mode === "column" && !this.#headersChosen) this.format.headers = true;
  }

  setHeaders(on: boolean): void {
    this.format.headers = on;
    this.#headersChosen = true;
  }

  /** Runs a script. @returns how many errors there were */
  script(text: string): number {
    let [errors, number, start] = [0, 0, 0];
    let pending = "";
    const lines = text.split("\n");
    if (lines.at(-1) === "") lines.pop();
    for (const raw of lines) {
      if (errors > 0 && this.bail) return errors;
      const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      number++;
      if (pending === "" && /^\s*$/.test(line)) continue;
      if (pending === "" && line.startsWith(".")) {
        if (this.echo) this.#streams.output(`${line}\n`);
        if (!this.#command(line.slice(1))) errors++;
        continue;
      }
      if (pending === "") start = number;
      pending = pending === "" ? line.trimStart() : `${pending}\n${line}`;
      if (!this.#database.isComplete(pending)) continue;
      errors += this.#statements(pending, start);
      pending = "";
    }
    if (pending !== "" && !(errors > 0 && this.bail)) errors += this.#statements(pending, start);
    return errors;
  }

  /** Runs an argument: SQL, or a command. @returns whether it went well */
  argument(text: string): boolean {
    if (text.startsWith(".")) return this.#command(text.slice(1));
    return this.#run(
      text,
      (error) => `Error: in ${error.phase === "Parse" ? "prepare" : "step"}, ${error.message}`,
    );
  }

  #statements(sql: string, line: number): number {
    if (this.echo) this.#streams.output(`${sql}\n`);
    const place = (error: SqlError): string => `${error.phase} error near line ${line}: ${error.message}`;
    return this.#run(sql, place) ? 0 : 1;
  }

  #run(sql: string, describe: (error: SqlError) => string): boolean {
    const print = (result: Result): void => this.#streams.output(show(result, this.format));
    try {
      this.#database.run(sql, print);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      print(error.partial);
      this.#streams.error(`${describe(error)}\n`);
      this.failed = true;
      return false;
    }
    if (this.#changes) {
      const { last, total } = this.#database.changes();
      this.#streams.output(`changes: ${last}   total_changes: ${total}\n`);
    }
    return true;
  }

  /** A command without its dot. @returns whether it went well */
  #command(line: string): boolean {
    const [name = "", ...given] = words(line);
    const command = this.#commands[name];
    if (command === undefined) {
      return this.#refuse(`unknown command or invalid arguments:  "${name}"`);
    }
    return command(given) ?? true;
  }

  #refuse(message: string): false {
    this.#streams.error(`Error: ${message}\n`);
    this.failed = true;
    return false;
  }

  #usage(text: string): false {
    this.#streams.error(`Usage: ${text}\n`);
    this.failed = true;
    return false;
  }

  #switch(name: string, given: readonly string[], set: (on: boolean) => void): boolean {
    const [value] = given;
    if (given.length !== 1 || value === undefined) return this.#usage(`.${name} on|off`);
    if (!["on", "off", "1", "0", "yes", "no"].includes(value)) {
      return this.#refuse(`not a boolean value: "${value}"`);
    }
    set(["on", "1", "yes"].includes(value));
    return true;
  }

  readonly #commands: Readonly<Record<string, (given: readonly string[]) => boolean | void>> = {
    bail: (given) => this.#switch("bail", given, (on) => (this.bail = on)),
    changes: (given) => this.#switch("changes", given, (on) => (this.#changes = on)),
    echo: (given) => this.#switch("echo", given, (on) => (this.echo = on)),
    headers: (given) => this.#switch("headers", given, (on) => this.setHeaders(on)),
    exit: ([code = "0"]) => {
      throw new Quit(Number.parseInt(code, 10) || 0);
    },
    quit: () => {
      throw new Quit();
    },
    indexes: ([table]) => {
      const of = table === undefined ? "" : ` AND tbl_name LIKE ${quoted(table)}`;
      this.#list(`SELECT name FROM sqlite_schema WHERE type='index'${of} ORDER BY 1`);
    },
    mode: ([mode, ...more]) => {
      if (mode === undefined || more.length > 0 || !isMode(mode)) {
        return this.#refuse(`mode should be one of: ${MODES.join(" ")}`);
      }
      this.setMode(mode);
    },
    nullvalue: ([text, ...more]) => {
      if (text === undefined || more.length > 0) return this.#usage(".nullvalue STRING");
      this.format.nullValue = text;
    },
    print: (given) => this.#streams.output(`${given.join(" ")}\n`),
    read: ([file, ...more]) => {
      if (file === undefined || more.length > 0) return this.#usage(".read FILE");
      let text: string;
      try {
        text = readFileSync(file, "utf8");
      } catch (error) {
        if (!(error instanceof Error && "code" in error)) throw error;
        return this.#refuse(`cannot open "${file}"`);
      }
      return this.script(text) === 0;
    },
    schema: ([pattern]) => {
      const of = pattern === undefined ? "" : ` AND tbl_name LIKE ${quoted(pattern)}`;
      this.#list(
        `SELECT sql || ';' FROM sqlite_schema WHERE sql NOT NULL${of} AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
      );
    },
    separator: ([column, row, ...more]) => {
      if (column === undefined || more.length > 0) return this.#usage(".separator COL ?ROW?");
      this.format.column = column;
      if (row !== undefined) this.format.row = row;
    },
    tables: ([pattern]) => {
      const of = pattern === undefined ? "" : ` AND name LIKE ${quoted(pattern)}`;
      this.#list(
        `SELECT name FROM sqlite_schema WHERE type IN ('table','view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'${of} ORDER BY 1`,
      );
    },
  };

  /** Prints one value a line, whatever the mode. */
  #list(sql: string): void {
    this.#database.run(sql, ({ rows }) => {
      for (const [cell] of rows) this.#streams.output(`${cell?.text ?? ""}\n`);
    });
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
