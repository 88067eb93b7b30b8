// exec and execFile: output, failures, options, promises.
const { exec, execFile } = require("node:child_process");
const { promisify } = require("node:util");
const node = process.execPath;
(async () => {
  const run = promisify(exec);
  console.log(await run("echo hello; echo oops >&2"));
  console.log(await run("echo $NAME $0", { env: { ...process.env, NAME: "value" } }));
  console.log((await run("pwd", { cwd: "/" })).stdout, (await run("printf '\\303\\251'", { encoding: "latin1" })).stdout);
  console.log((await run("echo bytes", { encoding: "buffer" })).stdout);
  await run("echo partial; exit 7").catch((error) => console.log(error.message, error.code, error.killed, error.signal, error.cmd, [error.stdout, error.stderr]));
  await run("kill -TERM $$").catch((error) => console.log(error.code, error.signal, error.killed));
  await run("no-such-command-here").catch((error) => console.log(error.code, /not found/.test(error.stderr)));
  const runFile = promisify(execFile);
  console.log(await runFile(node, ["-p", "process.argv.length"]));
  await runFile(node, ["-e", "console.log('x'.repeat(100))"], { maxBuffer: 10 }).catch((error) => console.log(error.code, error.message, error.stdout.length));
  await runFile(node, ["-e", "setInterval(() => {}, 1000)"], { timeout: 100 }).catch((error) => console.log(error.killed, error.signal, error.code));
  await runFile(node, ["-e", "setInterval(() => {}, 1000)"], { timeout: 100, killSignal: "SIGKILL" }).catch((error) => console.log(error.signal));
  const promise = runFile(node, ["-e", ""]);
  console.log(typeof promise.child.pid, await promise);
  const controller = new AbortController();
  const aborted = runFile(node, ["-e", "setInterval(() => {}, 1000)"], { signal: controller.signal });
  controller.abort();
  await aborted.catch((error) => console.log(error.name, error.code, error.message));
})();
