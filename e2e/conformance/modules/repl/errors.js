const { spawnSync } = require("child_process");
const lines = `throw new Error("one")
_error.message
throw "text"
throw null
throw { toString() { return "object" } }
none
let = 5
foo bar
"unfinished
{}}
new Error("shown").message
Object.assign(new TypeError("with code"), { code: "E_CODE" }).code
Promise.reject(new Error("rejected")).catch((e) => e.message)
import fs from "fs"
setTimeout(() => { throw new Error("later") }, 1); 1
function f() { g() }
function g() { throw new RangeError("deep") }
f()
JSON.parse("{")
null.property
`;
const { stdout, stderr, status } = spawnSync(process.execPath, ["-i"], { input: lines, encoding: "utf8" });
console.log(stdout.split("\n").filter((line) => !line.includes("Promise {") && !line.includes("async_id") && !/^\s+<pending>|^}$/.test(line)).join("\n"), JSON.stringify(stderr), status);
