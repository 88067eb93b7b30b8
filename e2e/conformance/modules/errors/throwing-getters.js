// Objects whose `stack` cannot even be asked for.
const { spawnSync } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const vm = require("node:vm");

const thrown = "{ get stack() { throw new Error('stack'); }, get name() { throw new Error('name'); }, x: 5 }";
for (const run of [vm.runInThisContext, vm.runInNewContext]) {
  try {
    run(`throw ${thrown}`);
  } catch (error) {
    console.log(error.x);
  }
}
for (const program of [
  `throw ${thrown};`,
  `setTimeout(() => { throw ${thrown}; });`,
  `process.on("uncaughtException", (error) => console.log(error.x)); throw ${thrown};`,
  `Promise.reject(${thrown});`,
]) {
  writeFileSync("program.js", program);
  const { status, stdout, stderr } = spawnSync("node", ["program.js"], { encoding: "utf8" });
  console.log(status, stdout, stderr.replace(process.cwd(), ""));
}
