// spawn: the child's streams, its exit and close, in order.
const { spawn } = require("node:child_process");
const code = "process.stdin.on('data', (d) => process.stdout.write(String(d).toUpperCase())).on('end', () => { console.error('done'); process.exitCode = 3 })";
const child = spawn(process.execPath, ["-e", code]);
const events = [];
console.log(typeof child.pid, child.connected, child.killed, child.exitCode, child.signalCode, child.spawnargs.length);
console.log(child.stdio.length, child.stdin === child.stdio[0], child.spawnfile === process.execPath);
child.on("spawn", () => events.push("spawn"));
child.stdout.setEncoding("utf8").on("data", (text) => events.push(`out ${text}`));
child.stderr.on("data", (data) => events.push(`err ${String(data).trim()}`));
child.stdout.on("end", () => events.push("out end"));
child.on("exit", (code, signal) => events.push(`exit ${code} ${signal}`));
child.on("close", (code, signal) => {
  events.push(`close ${code} ${signal}`);
  console.log(events[0], events.at(-1), events.slice(1, -1).sort());
  console.log(child.exitCode, child.signalCode, child.stdin.destroyed, child.kill(), child.killed);
});
child.stdin.write("some ");
child.stdin.end("words");
