import { pathToFileURL } from "node:url";
const here = process.cwd();
const { dirname, filename, url, resolve, main, ...others } = import.meta;
console.log(dirname === here, filename === `${here}/import-meta.mjs`, url === pathToFileURL(filename).href, main, others);
console.log(resolve("node:fs"), resolve("fs"), resolve("./x.js") === `${pathToFileURL(here)}/x.js`, resolve("data:text/plain,x"));
for (const bad of ["missing-package", "./a%2fb", "#none", ""]) {
  try {
    resolve(bad);
  } catch (error) {
    console.log(error.code, error.message.split(" imported")[0].split(" in ")[0]);
  }
}
import.meta.own = 1;
console.log(import.meta.own, Object.getPrototypeOf(import.meta), Object.isExtensible(import.meta), typeof import.meta.resolve);
const inner = await import("data:text/javascript,export default Object.keys(import.meta)");
console.log(inner.default);
