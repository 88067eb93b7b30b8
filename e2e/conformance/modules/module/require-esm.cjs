const { writeFileSync } = require("node:fs");
writeFileSync("named.mjs", "export const a = 1; export default function hello() {}; export { a as 'a b' };");
writeFileSync("marked.mjs", "export const __esModule = true; export default 'd';");
writeFileSync("cjs-like.mjs", "const value = { x: 1 }; export { value as 'module.exports' }; export const other = 2;");
writeFileSync("waits.mjs", "await 0; export default 1;");
writeFileSync("detected.js", "export const found = import.meta.filename.endsWith('detected.js');");
const named = require("./named.mjs");
console.log(named, named.__esModule, Object.keys(named), require("./named.mjs") === named);
console.log(require("./marked.mjs"), require("./cjs-like.mjs"), require("./detected.js").found);
try {
  require("./waits.mjs");
} catch (error) {
  console.log(error.code, error.message.replaceAll(process.cwd(), "."));
}
import("./waits.mjs").then((namespace) => console.log(namespace.default, require("./waits.mjs") === undefined)).catch((error) => console.log(error.code));
import("./named.mjs").then((namespace) => console.log(namespace.__esModule, namespace.a === named.a));
