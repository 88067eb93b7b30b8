const { spawnSync } = require("child_process");
const fs = require("fs");
fs.writeFileSync("lib.js", "function half(n) {\n  return n / 2;\n}\nhalf(8);\n");
const lines = `.load lib.js
half(3)
const kept = [1,
2,
.break
.clear
.unknown
.save out.js
.load missing.js
.load
.save /none/such/place.js
.editor
const x = 6
x * 7
`;
const run = (input) => spawnSync(process.execPath, ["-i"], { input, encoding: "utf8" });
const first = run(lines);
console.log(first.stdout, first.status);
console.log(fs.readFileSync("out.js", "utf8"));
console.log(run("1\n.exit\n2\n").stdout);
console.log(run("process.exit(7)\n").status);
