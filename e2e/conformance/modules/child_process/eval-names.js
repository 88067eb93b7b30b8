const { spawnSync, execSync } = require("child_process");
for (const args of [["-e", "const module = 1, require = 2; console.log(module, require, this === globalThis)"], ["-e", "const __filename = 3; export default 1"], ["--max_old_space_size=100", "-p", "1"], ["--stack_size=900", "-p", "2"], ["--no_such_option", "-p", "2"], ["-p", "const exports = 5; exports"], ["-e", "import.meta; const module = 1; console.log('esm')"]]) {
  const r = spawnSync(process.execPath, args, { encoding: "utf8" }); console.log(args.join(" "), r.status, r.stdout.trim(), r.stderr.split("\n")[0].replace(process.execPath, "node"));
}
console.log(JSON.stringify(execSync("ulimit -n 64 && echo ok; ulimit -c 0; echo $?", { encoding: "utf8" })));
