/** The package's glue as `bundle.ts` opens it up: SQLite's C interface. Numbers are addresses unless told otherwise. */
declare module "@sqlite.org/sqlite-wasm" {
  export interface SqliteModule {
    readonly HEAPU8: Uint8Array;
    readonly HEAPU32: Uint32Array;
    readonly asm: {
      malloc(size: number): number;
      free(at: number): void;
      sqlite3_initialize(): number;
      sqlite3_open_v2(name: number, handle: number, flags: number, vfs: number): number;
      sqlite3_extended_result_codes(db: number, on: number): number;
      sqlite3_prepare_v2(db: number, sql: number, length: number, statement: number, tail: number): number;
      sqlite3_step(statement: number): number;
      sqlite3_finalize(statement: number): number;
      sqlite3_column_count(statement: number): number;
      sqlite3_column_name(statement: number, column: number): number;
      sqlite3_column_type(statement: number, column: number): number;
      sqlite3_column_text(statement: number, column: number): number;
      sqlite3_column_blob(statement: number, column: number): number;
      sqlite3_column_bytes(statement: number, column: number): number;
      sqlite3_errmsg(db: number): number;
      sqlite3_complete(sql: number): number;
      sqlite3_changes64(db: number): bigint;
      sqlite3_total_changes64(db: number): bigint;
    };
  }
  export default function init(options: {
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      ready: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => object;
  }): Promise<SqliteModule>;
}
