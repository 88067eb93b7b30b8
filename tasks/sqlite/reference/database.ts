import type { SqliteModule } from "@sqlite.org/sqlite-wasm";

const [ROW, DONE, OK] = [100, 101, 0];
const [INTEGER, FLOAT, TEXT, BLOB] = [1, 2, 3, 4];
/** Read and write, create. */
const OPEN_FLAGS = 0x06;

export interface Cell {
  readonly kind: "integer" | "real" | "text" | "blob" | "null";
  /** As SQLite converts it to text; null for NULL. Text ends at its first zero, as C reads it. */
  readonly text: string | null;
  /** Of blobs only. */
  readonly bytes: Uint8Array;
}

/** What one statement gave. */
export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A statement that could not be compiled, or failed as it ran. */
export class SqlError extends Error {
  readonly phase: "Parse" | "Runtime";
  /** Rows that it gave before. */
  readonly partial: Result;

  constructor(phase: SqlError["phase"], message: string, partial: Result) {
    super(message);
    this.phase = phase;
    this.partial = partial;
  }
}

/** A database in memory. */
export class Database {
  readonly #sqlite: SqliteModule;
  readonly #db: number;

  constructor(sqlite: SqliteModule) {
    this.#sqlite = sqlite;
    const { asm } = sqlite;
    asm.sqlite3_initialize();
    const handle = asm.malloc(8);
    const status = this.#lend(":memory:", (name) => asm.sqlite3_open_v2(name, handle, OPEN_FLAGS, 0));
    this.#db = sqlite.HEAPU32[handle >> 2]!;
    if (status !== OK) throw new Error("the database in memory cannot be opened");
    asm.free(handle);
  }

  /** Whether a text ends with a whole statement. */
  isComplete(sql: string): boolean {
    return this.#lend(sql, (at) => this.#sqlite.asm.sqlite3_complete(at)) !== 0;
  }

  changes(): { readonly last: bigint; readonly total: bigint } {
    const { asm } = this.#sqlite;
    return { last: asm.sqlite3_changes64(this.#db), total: asm.sqlite3_total_changes64(this.#db) };
  }

  /** Runs all statements of a text in turn. @throws SqlError at the first that fails; what follows is not run */
  run(sql: string, each: (result: Result) => void): void {
    const { asm } = this.#sqlite;
    const heap = (): Uint32Array => this.#sqlite.HEAPU32;
    const out = asm.malloc(8);
    this.#lend(sql, (start, length) => {
      const end = start + length;
      for (let at = start; at < end;) {
        const status = asm.sqlite3_prepare_v2(this.#db, at, end - at, out, out + 4);
        const statement = heap()[out >> 2]!;
        at = heap()[(out + 4) >> 2]!;
        if (status !== OK) throw this.#error("Parse", status, { columns: [], rows: [] });
        // White space and comments only.
        if (statement === 0) continue;
        each(this.#collect(statement));
      }
    });
    asm.free(out);
  }

  #collect(statement: number): Result {
    const { asm } = this.#sqlite;
    const count = asm.sqlite3_column_count(statement);
    const numbers = Array.from({ length: count }, (_, column) => column);
    const columns = numbers.map((column) => this.#text(asm.sqlite3_column_name(statement, column)) ?? "");
    const rows: Cell[][] = [];
    let status = asm.sqlite3_step(statement);
    for (; status === ROW; status = asm.sqlite3_step(statement)) {
      rows.push(numbers.map((column) => this.#cell(statement, column)));
    }
    const error = status === DONE ? null : this.#error("Runtime", status, { columns, rows });
    asm.sqlite3_finalize(statement);
    if (error) throw error;
    return { columns, rows };
  }

  #cell(statement: number, column: number): Cell {
    const { asm } = this.#sqlite;
    const type = asm.sqlite3_column_type(statement, column);
    if (type === BLOB) {
      const at = asm.sqlite3_column_blob(statement, column);
      const bytes = this.#sqlite.HEAPU8.slice(at, at + asm.sqlite3_column_bytes(statement, column));
      const zero = bytes.indexOf(0);
      return { kind: "blob", text: decode(zero < 0 ? bytes : bytes.subarray(0, zero)), bytes };
    }
    const text = this.#text(asm.sqlite3_column_text(statement, column));
    const kind = type === INTEGER ? "integer" : type === FLOAT ? "real" : type === TEXT ? "text" : "null";
    return { kind, text, bytes: new Uint8Array() };
  }

  #error(phase: SqlError["phase"], status: number, partial: Result): SqlError {
    const message = this.#text(this.#sqlite.asm.sqlite3_errmsg(this.#db)) ?? "";
    return new SqlError(phase, status > 1 ? `${message} (${status & 0xff})` : message, partial);
  }

  #lend<T>(text: string, take: (at: number, length: number) => T): T {
    const bytes = new TextEncoder().encode(text);
    const at = this.#sqlite.asm.malloc(bytes.length + 1);
    try {
      this.#sqlite.HEAPU8.set(bytes, at);
      this.#sqlite.HEAPU8[at + bytes.length] = 0;
      return take(at, bytes.length);
    } finally {
      this.#sqlite.asm.free(at);
    }
  }

  /** A text of C's, up to its zero. */
  #text(at: number): string | null {
    if (at === 0) return null;
    const heap = this.#sqlite.HEAPU8;
    return decode(heap.subarray(at, heap.indexOf(0, at)));
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
