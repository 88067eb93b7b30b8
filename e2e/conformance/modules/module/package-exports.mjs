import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
mkdirSync("node_modules/kit/lib", { recursive: true });
writeFileSync("node_modules/kit/package.json", JSON.stringify({
  name: "kit", version: "1.2.3",
  exports: {
    ".": { import: "./main.mjs", require: "./main.cjs" },
    "./deep/*.js": "./lib/*.cjs", "./deep/secret.js": null,
    "./list": ["./lib/none.txt/../x", "./lib/a.cjs"],
    "./nested": { node: { development: "./lib/dev.cjs", default: "./lib/a.cjs" }, default: "./lib/b.cjs" },
    "./outside": "../other.js", "./gone": "./lib/gone.cjs", "./folder/": "./lib/",
  },
}));
writeFileSync("node_modules/kit/main.mjs", "import me from 'kit/deep/a.js'; export default 'esm ' + me;");
writeFileSync("node_modules/kit/main.cjs", "module.exports = 'cjs ' + require('kit/nested');");
for (const name of ["a", "b"]) writeFileSync(`node_modules/kit/lib/${name}.cjs`, `module.exports = '${name}';`);
const require = createRequire(import.meta.url);
const cwd = process.cwd();
console.log((await import("kit")).default, "|", require("kit"), "|", require("kit/deep/b.js"), require("kit/nested"));
for (const path of ["kit/deep/secret.js", "kit/lib/a.cjs", "kit/outside", "kit/gone", "kit/list", "kit/package.json", "kit/folder/a.cjs"]) {
  try {
    console.log(path, require(path));
  } catch (error) {
    console.log(error.name, error.code, error.message.split("\n")[0].replaceAll(cwd, "."));
  }
  await import(path).then((m) => console.log(path, m.default), (error) => console.log(error.code, error.message.replaceAll(cwd, ".")));
}
