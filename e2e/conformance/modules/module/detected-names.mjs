// Which names a CommonJS module seems to export, without running it.
import { writeFileSync } from "node:fs";
const sources = {
  plain: "exports.a = 1; exports['b-c'] = 2; module.exports.d = 3; const x = 'e'; exports[x] = 4;",
  define: "Object.defineProperty(exports, 'p', { enumerable: true, get: function () { return 5; } }); Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 6;",
  literal: "const q = 7, r = 8; module.exports = { q, r, 's': 9, ...{ t: 1 }, u: 2 };",
  reexport: "module.exports = require('./plain.cjs');",
  star: "function __export(m) { for (var p in m) if (!exports.hasOwnProperty(p)) exports[p] = m[p]; } __export(require('./define.cjs')); exports.more = 1;",
  primitive: "module.exports = 12;",
  nothing: "if (false) { exports.never = 1; } this.self = 1;",
};
for (const [name, text] of Object.entries(sources)) writeFileSync(`${name}.cjs`, text);
for (const name of Object.keys(sources)) {
  const namespace = await import(`./${name}.cjs`);
  console.log(name, namespace);
}
const { a, "b-c": bc } = await import("./plain.cjs");
console.log(a, bc);
