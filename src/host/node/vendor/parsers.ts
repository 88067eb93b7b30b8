import { type Options, Parser, type Program } from "acorn";
import importPhases from "acorn-import-phases";
import { initSync, parse } from "cjs-module-lexer";

export { Parser } from "acorn";

/** With `import source`, as V8 has it. */
const Phased = Parser.extend(importPhases({ defer: false }));

/** @throws SyntaxError with `pos` and `loc` */
export function parseScript(source: string, options: Options): Program {
  return Phased.parse(source, options);
}

/** The names that a CommonJS source seems to export. */
export function exportedNames(source: string): { exports: string[]; reexports: string[] } {
  initSync();
  return parse(source);
}
