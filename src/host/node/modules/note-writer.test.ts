import { parse } from "acorn";
import { expect, it } from "vitest";
import { Edits } from "./edits.ts";
import { NoteWriter } from "./note-writer.ts";
import { withoutPieces } from "./pieces.ts";
import { rewriteReferences } from "./rewrite.ts";
import type { AstNode } from "./syntax-tree.ts";

function written(source: string): string {
  const ast = parse(source, { ecmaVersion: "latest", sourceType: "script" }) as unknown as AstNode;
  const edits = new Edits(source);
  const notes = new NoteWriter(edits, source, { names: new Set(["f", "m"]), traced: false, shown: false });
  rewriteReferences(ast, edits, { live: new Map(), dynamicImport: "load", notes });
  return edits.apply().text;
}

it.each([
  "async function f() {}",
  "async () => {return}",
  "async()=>({a:await 1})",
  "async function f() { 'use strict'\n try { return await f() } catch {} finally {} // end\n}",
  "x = { async m(a = async () => 1, ...b) { for await (const c of a()) return c } }; x.m(); y = x?.m(); z = new X().m()",
  "const p = new Promise(r=>r(f())).then(async x=>x, function(){}), q = [1].map(async x=>{await x})",
  "class A { #m = async () => {}; async m() { const q = this.#m(); return q } }",
  "async function* g() { yield await f(); }",
])("puts in what can be taken out again, and parses: %s", (source) => {
  const text = written(source);
  expect(() => parse(text, { ecmaVersion: "latest" })).not.toThrow();
  expect(withoutPieces(text)).toBe(source);
  expect(text).not.toBe(source);
});
