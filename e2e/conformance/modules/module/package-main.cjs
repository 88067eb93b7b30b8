const { mkdirSync, writeFileSync, symlinkSync } = require("node:fs");
const make = (name, json, files) => {
  mkdirSync(`node_modules/${name}/lib`, { recursive: true });
  if (json) writeFileSync(`node_modules/${name}/package.json`, typeof json === "string" ? json : JSON.stringify(json));
  for (const file of files) writeFileSync(`node_modules/${name}/${file}`, `module.exports = '${name}/${file}';`);
};
make("main-file", { main: "lib/start" }, ["lib/start.js", "index.js"]);
make("main-folder", { main: "lib" }, ["lib/index.js"]);
make("main-gone", { main: "gone.js" }, ["index.js"]);
make("main-none", { main: "gone.js" }, []);
make("no-json", null, ["index.js"]);
make("@scope/pkg", { main: "./lib/x.cjs" }, ["lib/x.cjs"]);
make("broken", "{ not json", ["index.js"]);
make("nested/node_modules/inner", null, ["index.js"]);
writeFileSync("node_modules/nested/index.js", "module.exports = require('inner');");
symlinkSync("no-json", "node_modules/linked");
for (const name of ["main-file", "main-folder", "main-gone", "main-none", "no-json", "@scope/pkg", "broken", "nested", "linked", "no-json/index", "no-json/other", "inner"]) {
  try {
    console.log(name, require(name), require.resolve(name).replace(process.cwd(), "."));
  } catch (error) {
    console.log(name, error.code, error.message.split("\n")[0].replaceAll(process.cwd(), "."));
  }
}
