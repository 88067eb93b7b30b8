const { execFileSync, spawnSync } = require("node:child_process");
const run = (...args) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", input: process.env.INPUT ?? "" });
  console.log(JSON.stringify([stdout, stderr.split("\n").filter((line) => /Error|^\s*\^|eval/.test(line)).slice(0, 4), status]));
};
run("-e", "console.log(typeof require, typeof module, __filename, import.meta === undefined)");
run("-e", "import fs from 'fs'; console.log(typeof fs.readFile, typeof require, import.meta.url.startsWith('file:'))");
run("--input-type=module", "-e", "console.log(typeof require, await 7)");
run("--input-type=commonjs", "-e", "await 7");
run("-p", "[1, { a: 2 }]");
run("-pe", "'a' + process.argv.length", "x", "y");
run("-p", "process.argv.slice(1)", "--", "-a", "b");
run("--input-type=module", "-p", "1");
run("-e", "throw new Error('from eval')");
run("-e", "const a = ;");
run("-p", "let x: number = 3; x");
run("--input-type=module-typescript", "-e", "const x: string = 's'; console.log(x)");
run("-p", "Promise.resolve(1)");
