const { writeFileSync } = require("node:fs");
const Module = require("node:module");
writeFileSync("partial.js", "exports.first = 1; const other = require('./other'); exports.second = other.saw; exports.done = true;");
writeFileSync("other.js", "const partial = require('./partial'); exports.saw = Object.keys(partial).join(); partial.missing; ");
console.log(require("./partial"));
writeFileSync("fails.js", "exports.x = 1; throw new Error('fails ' + (globalThis.tries = (globalThis.tries ?? 0) + 1));");
for (let i = 0; i < 2; i++) {
  try {
    require("./fails");
  } catch (error) {
    console.log(error.message, require.resolve("./fails") in require.cache);
  }
}
console.log(module.children.map(({ id }) => id.slice(process.cwd().length + 1)), module.id, require.main === module, module.filename === __filename);
require.cache[require.resolve("./other")].exports = "replaced";
console.log(require("./other"), require("./other.js"));
require.cache[`${process.cwd()}/virtual.js`] = Object.assign(new Module("virtual"), { exports: { virtual: true }, loaded: true });
console.log(require.extensions[".js"] === Module._extensions[".js"]);
require.extensions[".txt"] = (target, file) => target._compile(`module.exports = ${JSON.stringify(file.slice(-5))}`, file);
writeFileSync("a.txt", "text");
console.log(require("./a.txt"), require("./a"));
writeFileSync("bad.json", "{ bad }");
try {
  require("./bad.json");
} catch (error) {
  console.log(error.name, error.message.replaceAll(process.cwd(), "."));
}
