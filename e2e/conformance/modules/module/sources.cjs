const { execFileSync, spawnSync } = require("node:child_process");
const { writeFileSync, mkdirSync } = require("node:fs");
const vm = require("node:vm");

for (const source of [
  "//# sourceMappingURL=a.map\n1",
  "//# sourceMappingURL=a.map x\n1",
  "'//# sourceMappingURL=a.map'\n1",
  "`\n//# sourceMappingURL=a.map\n`",
  "/*# sourceMappingURL=a.map */ 1",
  "1; //@ sourceMappingURL=a.map  \n//# sourceMappingURL=b.map\n",
  "1; //# sourceMappingURL=a.map  \n/*\n//# sourceMappingURL=b.map\n*/",
  "1; //#  sourceMappingURL=a.map",
  "1; // # sourceMappingURL=a.map",
  "1; //#\tsourceMappingURL=a.map",
  "// //# sourceMappingURL=a.map",
])
  console.log(JSON.stringify(source), new vm.Script(source).sourceMapURL);

// Properties of a package are those of its file.
Object.defineProperty(Object.prototype, "exports", { get: () => "./other.js", configurable: true });
mkdirSync("node_modules/plain", { recursive: true });
writeFileSync("node_modules/plain/package.json", '{ "name": "plain" }');
writeFileSync("node_modules/plain/index.js", "module.exports = 'plain';");
console.log(require("plain"));
delete Object.prototype.exports;

// A source with what only modules have is checked as one.
writeFileSync("module.js", "import fs from 'node:fs';\nvar = ;\n");
writeFileSync("awaits.js", "console.log(1, await 5);\nconst require = 5;\n");
for (const file of ["module.js", "awaits.js"]) {
  const { status, stderr } = spawnSync("node", ["--check", file], { encoding: "utf8" });
  console.log(file, status, stderr.split("\n").slice(1, 3));
}
console.log(execFileSync("node", ["awaits.js"], { encoding: "utf8" }));
const { status, stderr } = spawnSync("node", ["--security-revert=nothing"], { encoding: "utf8" });
console.log(status, stderr);
