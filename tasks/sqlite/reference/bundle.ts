import { readFileSync } from "node:fs";
import { packageFile } from "../../pipeline/package-file.ts";
import { once, patching } from "../../pipeline/patch.ts";

const PLACE = "https://localhost/sqlite3.mjs";

/**
 * Of the package's glue only the lowest layer is wanted: SQLite's C interface. What lies above it is for pages and
 * workers.
 */
function openUp(glue: string): string {
  const own = `const self = { location: new URL(${JSON.stringify(PLACE)}) };\n`;
  let source = own + glue.replaceAll("import.meta.url", JSON.stringify(PLACE));
  source = once(
    source,
    "if (!Module.postRun) Module.postRun = [];",
    "return sqlite3InitModule.ready; if (!Module.postRun) Module.postRun = [];",
  );
  source = once(source, "export default toExportForESM;", "export default sqlite3InitModule;");
  return source;
}

export const plugins = [patching(/jswasm\/sqlite3-bundler-friendly\.mjs$/, openUp)];

export function assets(): Readonly<Record<string, Uint8Array>> {
  return {
    "sqlite3.wasm": readFileSync(packageFile("@sqlite.org/sqlite-wasm", "sqlite-wasm/jswasm/sqlite3.wasm")),
  };
}
