// import() in code that a module makes of text.
import { writeFileSync } from "node:fs";
writeFileSync("there.mjs", "export const value = 'there';");
const load = new Function("from", "return import(from)");
console.log((await load("node:path")).basename("/a/b"), (await load("./there.mjs")).value);
console.log((await eval("import('./there.mjs')")).value);
const twice = eval("(from) => eval('import(from)')");
console.log((await twice("node:path")).sep);
