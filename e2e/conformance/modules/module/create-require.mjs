import { builtinModules, createRequire, isBuiltin, Module } from "node:module";
import { writeFileSync } from "node:fs";
const require = createRequire(import.meta.url);
console.log(typeof require.resolve, typeof require.resolve.paths, require.main, require.cache === Module._cache, Object.keys(require.extensions));
console.log(require("node:fs") === require("fs"), require.resolve("fs"), require.resolve("node:test"));
console.log(require.resolve.paths("x").map((path) => path.replace(process.cwd(), ".")).slice(0, 1), require.resolve.paths("fs"), require.resolve.paths("./x").length);
writeFileSync("here.js", "module.exports = [module.id === __filename, module.loaded, module.children.length, module.paths.length > 0, module.parent?.id === module.parent?.filename, require.main === module];");
console.log(require("./here.js"), require.cache[require.resolve("./here")].loaded);
delete require.cache[require.resolve("./here")];
console.log(require("./here") === require("./here.js"));
console.log(isBuiltin("fs"), isBuiltin("node:fs"), isBuiltin("test"), isBuiltin("node:test"), isBuiltin("x"), builtinModules.includes("fs"), builtinModules.includes("test"));
for (const bad of ["./relative.js", "", 1, "file:///"]) {
  try {
    createRequire(bad);
    console.log("made");
  } catch (error) {
    console.log(error.code, error.message);
  }
}
for (const bad of ["", undefined, {}, "./none", "none", "node:none"]) {
  try {
    require(bad);
  } catch (error) {
    console.log(error.code, error.message.split("\n")[0]);
  }
}
