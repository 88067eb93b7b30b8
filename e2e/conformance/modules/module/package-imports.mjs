import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
mkdirSync("src/inner", { recursive: true });
mkdirSync("node_modules/dep", { recursive: true });
writeFileSync("node_modules/dep/package.json", '{"name":"dep","main":"./start.js"}');
writeFileSync("node_modules/dep/start.js", "exports.dep = true;");
writeFileSync("package.json", JSON.stringify({
  name: "own", type: "commonjs", exports: { ".": "./src/main.js", "./inner/*": "./src/inner/*.mjs" },
  imports: { "#dep": "dep", "#fs": "node:path", "#in/*": "./src/inner/*.mjs", "#mode": { special: "./src/special.js", default: "./src/main.js" }, "#bad": "../x", "#none": null },
}));
writeFileSync("src/main.js", "module.exports = { main: require('#dep').dep, up: __filename.endsWith('main.js') };");
writeFileSync("src/inner/x.mjs", "import dep, { dep as named } from '#dep'; import self from 'own'; export default [dep, named, self, import.meta.resolve('#fs')];");
const require = createRequire(`${process.cwd()}/`);
console.log(require("#dep"), require("#fs") === require("path"), require("own"), require("#mode") === require("own"));
console.log((await import("own/inner/x")).default, (await import("#in/x")) === (await import("own/inner/x")));
for (const name of ["#bad", "#none", "#missing", "#", "#/x", "own/none"]) {
  try {
    require(name);
  } catch (error) {
    console.log(name, error.code, error.message.replaceAll(process.cwd(), ".").split("\n")[0]);
  }
}
