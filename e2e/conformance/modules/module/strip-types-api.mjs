import { stripTypeScriptTypes } from "node:module";
process.removeAllListeners("warning");
console.log(JSON.stringify(stripTypeScriptTypes("let a: number = 1; function f<T>(x?: T): void {}\ninterface I { x: 1 }\nexport type { I };")));
console.log(stripTypeScriptTypes("let a: string", { sourceUrl: "a.ts" }));
console.log(stripTypeScriptTypes("enum E { A = 1, B }\nnamespace N { export const x = 1 }", { mode: "transform" }));
for (const [code, options] of [["enum E {}"], ["let x: = 1"], ["class A { constructor(private x) {} }"], ["1", { mode: "none" }], [1], ["1", { mode: "strip", sourceMap: true }]]) {
  try {
    console.log(stripTypeScriptTypes(code, options));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
