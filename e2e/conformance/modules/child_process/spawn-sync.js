// spawnSync, execSync, execFileSync: results and what they throw.
const { spawnSync, execSync, execFileSync } = require("node:child_process");
const node = process.execPath;
const result = spawnSync(node, ["-e", "process.stdin.pipe(process.stdout); console.error('e')"], { input: "fed in" });
console.log(result.status, result.signal, String(result.stdout), String(result.stderr), result.output.length, result.error, Object.keys(result));
console.log(spawnSync(node, ["-e", "process.exit(300)"]).status, spawnSync(node, ["-e", "process.exit(-1)"]).status);
console.log(spawnSync(node, ["-e", "process.kill(process.pid, 'SIGKILL')"]).signal, spawnSync(node, ["-e", "process.abort()"], { stdio: "ignore" }).signal);
console.log(spawnSync(node, ["-p", "1+1"], { encoding: "utf8" }).stdout, spawnSync("echo $((2+3))", { shell: true, encoding: "utf8" }).stdout);
const late = spawnSync(node, ["-e", "setInterval(() => {}, 1000)"], { timeout: 150 });
console.log(late.status, late.signal, late.error.code, late.error.errno, late.error.syscall.endsWith("node"));
const much = spawnSync(node, ["-e", "process.stdout.write('y'.repeat(5000))"], { maxBuffer: 1000 });
console.log(much.error.code, much.stdout.length >= 1000, much.signal);
console.log(execSync("echo from the shell", { encoding: "utf8" }), execFileSync(node, ["-p", "'file'"]).toString());
for (const attempt of [() => execSync("echo out; echo err >&2; exit 9", { stdio: "pipe" }), () => execFileSync(node, ["-e", "process.exit(2)"], { stdio: "pipe" }), () => execFileSync("no-such-program")])
  try {
    attempt();
  } catch (error) {
    console.log(error.message.replace(node, "node"), error.status, error.signal, error.code, error.stdout && String(error.stdout), error.stderr && String(error.stderr));
  }
console.log(spawnSync(node, ["-p", "process.argv0 + process.env.X + process.cwd()"], { argv0: "other", env: { X: "1" }, cwd: "/", encoding: "utf8" }).stdout);
for (const args of [["x", { timeout: -1 }], ["x", { maxBuffer: "1" }], ["x", { input: 5 }], ["x", { killSignal: "NOPE" }]])
  try {
    spawnSync(...args);
  } catch (error) {
    console.log(error.code, error.message);
  }
