import { findPackageJSON } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
mkdirSync("node_modules/dep/lib", { recursive: true });
mkdirSync("sub/deep", { recursive: true });
writeFileSync("package.json", "{}");
writeFileSync("sub/package.json", "{}");
writeFileSync("node_modules/dep/package.json", '{"exports":{"./lib":"./lib/index.js"}}');
writeFileSync("node_modules/dep/lib/package.json", "{}");
writeFileSync("node_modules/dep/lib/index.js", "");
const show = (value) => console.log(value?.replace(process.cwd(), "."));
show(findPackageJSON(".", import.meta.url));
show(findPackageJSON(import.meta.url));
show(findPackageJSON(pathToFileURL("sub/deep/x.js")));
show(findPackageJSON("./sub/deep/y.js", import.meta.url));
show(findPackageJSON("dep", import.meta.url));
show(findPackageJSON("dep", `${process.cwd()}/sub/z.js`));
try {
  show(findPackageJSON("unknown", import.meta.url));
} catch (error) {
  console.log(error.code, error.message.replaceAll(process.cwd(), "."));
}
try {
  findPackageJSON(1);
} catch (error) {
  console.log(error.code);
}
