import { initSync, parse } from "cjs-module-lexer";

export { parse as parseScript, Parser } from "acorn";

/** The names that a CommonJS source seems to export. */
export function exportedNames(source: string): { exports: string[]; reexports: string[] } {
  initSync();
  return parse(source);
}
