// cwd, env, argv0, shell, detached, windowsHide, timeouts and abort signals of spawn.
const { spawn } = require("node:child_process");
const node = process.execPath;
const run = (...args) =>
  new Promise((resolve) => {
    const child = spawn(...args);
    let out = "";
    child.stdout?.on("data", (data) => (out += data));
    child.on("error", (error) => console.log("error", error.name, error.code, error.cause));
    child.on("close", (code, signal) => resolve(console.log(JSON.stringify(out), code, signal)));
  });
(async () => {
  await run(node, ["-p", "process.cwd()"], { cwd: "/tmp" });
  await run(node, ["-p", "process.cwd()"], { cwd: new URL("file:///usr/") });
  await run(node, ["-p", "JSON.stringify(process.env)"], { env: { ONE: "1", EMPTY: "", NUMBER: 5, GONE: undefined } });
  await run(node, ["-p", "process.argv0"], { argv0: "called-so" });
  await run("echo $((1+1)) | tr 2 3 && exit 4", { shell: true });
  await run("echo", ["a b", "$HOME"], { shell: "/bin/sh", env: { HOME: "/h", PATH: process.env.PATH } });
  await run(node, ["-e", "setInterval(() => {}, 1000)"], { timeout: 80 });
  await run(node, ["-e", "setInterval(() => {}, 1000)"], { timeout: 80, killSignal: "SIGKILL" });
  await run(node, ["-e", "setInterval(() => {}, 1000)"], { signal: AbortSignal.timeout(80) });
  await run(node, ["-e", "setInterval(() => {}, 1000)"], { signal: AbortSignal.abort("reason"), killSignal: "SIGKILL" });
  await run(node, ["-p", "require('child_process').spawnSync('sh', ['-c', 'echo $PPID']).stdout.toString().trim() === String(process.pid)"], { detached: true });
  await run(node, ["-p", "process.ppid === Number(process.argv[1])", String(process.pid)]);
})();
