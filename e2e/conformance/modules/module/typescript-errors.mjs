import { writeFileSync, mkdirSync } from "node:fs";
const sources = { enum: "enum A { B }", namespace: "namespace N { export const a = 1 }", property: "class A { constructor(public x: number) {} }", syntax: "let a: number = ;\nlet b", decorator: "@dec class A {}\nfunction dec() {}", jsx: "const a = <div/>;", alias: "import fs = require('fs');", "export-equals": "export = 1;" };
for (const [name, text] of Object.entries(sources)) {
  writeFileSync(`${name}.ts`, text);
  await import(`./${name}.ts`).then(
    () => console.log(name, "loaded"),
    (error) => console.log(name, error.name, error.code, error.message.replaceAll(process.cwd(), ".")),
  );
}
mkdirSync("node_modules/p", { recursive: true });
writeFileSync("node_modules/p/index.ts", "export const x: number = 1;");
writeFileSync("node_modules/p/package.json", '{"exports":"./index.ts"}');
await import("p").catch((error) => console.log(error.code, error.message.replaceAll(process.cwd(), ".")));
writeFileSync("x.tsx", "1");
await import("./x.tsx").catch((error) => console.log(error.code, error.message.replaceAll(process.cwd(), ".")));
