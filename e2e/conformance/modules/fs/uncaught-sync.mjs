// The synchronous form, from a function in an ES module.
import { readFileSync } from "node:fs";
function load() {
  return readFileSync("missing/file.txt", "utf8");
}
console.log("before");
load();
console.log("never");
