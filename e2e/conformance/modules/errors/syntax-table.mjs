// Where and in which words common mistakes in sources are told.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const sources = [
  "function f() {}\n}\nf();",
  "foo(a b)",
  "foo(1,\n 2\n 3)",
  "} else {",
  "const q;\nlet r;",
  "x = a => => 1",
  "if (a ||| b) {}",
  "const o = { a: 1, b 2 };",
  "for (let i = 0; i < 3; i++ {\n}",
  "class A {\n  m() {\n  }\n",
  "const s = 'it's';",
  "let x = 5\nlet x = 6",
  "console.log(`a ${b`);",
  "module.exports = {\n  a: 1\n  b: 2\n};",
  "switch (x) {\n  case 1\n    break;\n}",
  "try {\n} catch (e) {\n",
  "delete x;\nconst { a: } = b;",
];
const imports =
  "import fs from 'node:fs';\nimport { join,\n  resolve } from 'node:path';\nconst here = import.meta.url;\nexport { here as there };\nexport * from 'node:os';\n";
const check = (name, text) => {
  writeFileSync(name, text);
  const { status, stderr } = spawnSync("node", ["--check", name], { encoding: "utf8" });
  console.log(status, stderr.split("\n").slice(0, 5).join("\n").replace(process.cwd(), ""));
};
for (const source of sources) {
  check("script.cjs", `${source}\n`);
  check("module.mjs", `${imports}${source}\n`);
}
