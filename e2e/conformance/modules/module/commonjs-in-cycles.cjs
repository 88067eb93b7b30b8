// An ES module that is required must not import the module that requires it; names that only CommonJS has taken make a
// file an ES module.
const { spawnSync } = require("node:child_process");
const { writeFileSync } = require("node:fs");

const files = {
  "start.cjs": "require('./b.cjs')",
  "b.cjs": "module.exports = require('./a.mjs').default",
  "a.mjs": "import result from './b.cjs'; export default 'hello'",
  "redeclared.js": "const require = () => 'own'; console.log(require(), typeof module)",
  "neither.js": "exports.x = 1; const require = 1",
};
for (const [name, text] of Object.entries(files)) writeFileSync(name, text);
for (const name of ["start.cjs", "redeclared.js", "neither.js"]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--no-warnings", name], { encoding: "utf8" });
  const [message] = stderr.split("\n").filter((line) => /^\w*Error/.test(line));
  console.log(name, status, stdout.trim(), message?.replaceAll(process.cwd(), "."));
}
