const { writeFileSync } = require("node:fs");
writeFileSync("a.mjs", "import './b.cjs'; export const a = 1;");
writeFileSync("b.cjs", "try { console.log(require('./a.mjs')); } catch (error) { console.log(error.code, error.message.replaceAll(process.cwd(), '.')); } exports.b = 2;");
writeFileSync("c.cjs", "exports.early = 1; const d = require('./d.mjs'); exports.late = d.read();");
writeFileSync("d.mjs", "import { createRequire } from 'node:module'; const c = createRequire(import.meta.url)('./c.cjs'); export const read = () => Object.keys(c);");
console.log(require("./c.cjs"));
import("./a.mjs").then((m) => console.log(Object.keys(m)));
