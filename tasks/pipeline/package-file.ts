import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of an installed package, whatever its `exports` show. */
export function packageFile(name: string, path: string): string {
  return join(import.meta.dirname, "../../node_modules", name, path);
}

export function packageText(name: string, path: string): string {
  return readFileSync(packageFile(name, path), "utf8");
}
