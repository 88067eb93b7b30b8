// Signals to children: default actions, handlers, names and numbers, exit codes over 128 in the shell.
const { spawn, spawnSync } = require("node:child_process");
const node = process.execPath;
const waiting = "process.send?.('up'); setInterval(() => {}, 1000)";
const tryOne = (code, signal) =>
  new Promise((resolve) => {
    const child = spawn(node, ["-e", code], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    let out = "";
    child.stdout.on("data", (data) => (out += data));
    child.on("message", () => console.log(String(signal), child.kill(signal), child.killed));
    child.on("close", (code, how) => resolve(console.log(out.trim(), code, how, child.signalCode)));
  });
(async () => {
  for (const signal of ["SIGTERM", "SIGKILL", "SIGHUP", "SIGUSR2", 2, undefined]) await tryOne(waiting, signal);
  await tryOne(`process.on('SIGTERM', (name, number) => { console.log('caught', name, number); process.exit(5) }); ${waiting}`, "SIGTERM");
  await tryOne(`process.once('SIGINT', () => { console.log('int'); process.disconnect(); clearInterval(timer) }); process.send('up'); const timer = setInterval(() => {}, 1000)`, "SIGINT");
  const child = spawn(node, ["-e", waiting]);
  for (const bad of ["SIGNOPE", 1000, {}])
    try {
      console.log(child.kill(bad));
    } catch (error) {
      console.log(error.code, error.message);
    }
  console.log(child.kill(0), child.kill("SIGKILL"), child.kill("SIGKILL"));
  console.log(spawnSync("sh", ["-c", `"${node}" -e "process.kill(process.pid, 'SIGTERM')"; echo $?; "${node}" -e "process.exit(42)"; echo $?`], { encoding: "utf8" }).stdout);
})();
