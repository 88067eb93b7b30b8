const { spawnSync } = require("node:child_process");
const run = (input, ...args) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", input });
  console.log(JSON.stringify([stdout, stderr.split("\n").slice(0, 5).join("|"), status]));
};
run("console.log(__filename, process.argv.length, require.main === undefined)");
run("console.log(process.argv.slice(2))", "-", "a", "b");
run("import os from 'node:os'; console.log(typeof os.EOL, import.meta.filename)");
run("console.log(await Promise.resolve(5), import.meta.url.slice(0, 8))", "--input-type=module");
run("let a: number = 4; console.log(a)", "--input-type=commonjs-typescript");
run("throw new TypeError('on stdin')");
run("syntax error");
run("1 + 1", "-p");
run("process.stdin.on('data', (d) => console.log(String(d))); console.log('only')");
