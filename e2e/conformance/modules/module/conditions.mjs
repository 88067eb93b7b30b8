// flags: -C custom --conditions=other
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
mkdirSync("node_modules/p", { recursive: true });
const targets = { custom: "./custom.js", other: "./other.js", default: "./default.js" };
writeFileSync("node_modules/p/package.json", JSON.stringify({ exports: {
  "./one": targets, "./two": { other: targets.other, custom: targets.custom }, "./three": { "node-addons": "./custom.js", default: "./default.js" },
  "./four": { browser: "./custom.js", "module-sync": "./other.js", default: "./default.js" }, "./five": { types: "./x.d.ts", require: "./custom.js", import: "./other.js" } } }));
for (const name of ["custom", "other", "default"]) writeFileSync(`node_modules/p/${name}.js`, `module.exports = '${name}';`);
const require = createRequire(import.meta.url);
for (const path of ["one", "two", "three", "four", "five"]) console.log(path, require(`p/${path}`), (await import(`p/${path}`)).default);
console.log(process.execArgv);
