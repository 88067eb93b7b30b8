import { parse } from "acorn";
import { expect, it } from "vitest";
import { Edits } from "./edits.ts";
import { NoteWriter } from "./note-writer.ts";
import { withoutPieces } from "./pieces.ts";
import { rewriteReferences } from "./rewrite.ts";
import type { AstNode } from "./syntax-tree.ts";

function written(source: string, sourceType: "script" | "module", noted: boolean): string {
  const options = { ecmaVersion: "latest", sourceType } as const;
  const ast = parse(source, options) as unknown as AstNode;
  const edits = new Edits(source);
  const plan = { names: new Set<string>(), traced: false, shown: false };
  const notes = noted ? new NoteWriter(edits, source, plan) : undefined;
  rewriteReferences(ast, edits, {
    live: new Map(),
    dynamicImport: "load",
    tracksFrames: true,
    notes,
  });
  return edits.apply().text;
}

const SCRIPTS = [
  "async () => {return await 1}",
  "async()=>({a:await 1})",
  "async x /* => */ => // =>\n(await x, x)",
  "async function f() { 'use strict'\n try { return (await f(), 1) } catch {} finally {} // end\n}",
  "async function f() { m: for await (const x of y) continue m; for await (x of y) {} }",
  "async function* g() { 'use strict'; try { yield await g() } catch {} }; x = async (a = async () => 1) => await (async () => await a)",
];

it.each(SCRIPTS.flatMap((source) => [[source, false] as const, [source, true] as const]))(
  "puts in what can be taken out again, and parses: %s, noted: %s",
  (source, noted) => {
    const text = written(source, "script", noted);
    expect(() => parse(text, { ecmaVersion: "latest" })).not.toThrow();
    expect(withoutPieces(text)).toBe(source);
    expect(text).not.toBe(source);
  },
);

it("keeps the frame of a module's top level only where that waits", () => {
  expect(written("try { await 1 } catch { f() }", "module", false)).toMatch(/^\/\*\$\[\*\/const \$\$keeper/);
  expect(written("try { f() } catch { f() }", "script", false)).toBe("try { f() } catch { f() }");
});
