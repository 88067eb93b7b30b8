// What a line declares is there for the lines after it.
const { spawnSync } = require("child_process");
const lines = `let a = 1
const b = 2; class Shape { sides() { return a } }
a + b
new Shape().sides()
a = 5
b = 3
let a = 2
function twice() { return a * 2 }
twice()
let { q, w: [r] } = { q: 1, w: [2] }
q + r
globalThis.a
var v = 3
globalThis.v
let later
later
typeof nothing
if (a > 1) {
  "yes"
} else {
  "no"
}
for (const i of [1, 2]) i * 10
switch (a) { case 5: "five"; break; default: "other" }
try { null.x } catch (e) { e.message }
let fn = function () {}, other = () => {}
[fn.name, other.name]
const made = await Promise.resolve(a)
made
`;
const { stdout, stderr, status } = spawnSync(process.execPath, ["-i"], { input: lines, encoding: "utf8" });
console.log(stdout, JSON.stringify(stderr), status);
