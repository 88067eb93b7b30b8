// flags: --permission --allow-worker
const { spawn, spawnSync } = require("node:child_process");
const { Worker, isMainThread } = require("node:worker_threads");

function attempt(name, run) {
  try {
    run();
    console.log(name, "went well");
  } catch (error) {
    const at = error.stack.split("\n")[1].trim().replace(/ \(.*/, "");
    console.log(name, error.code, error.permission, error.resource, error.message, at);
  }
}

if (isMainThread) {
  for (const scope of ["child", "worker", "addon", "inspector", "wasi", "openssl.store", "fs", "net"])
    console.log(scope, process.permission.has(scope));
  attempt("spawn", () => spawn("ls"));
  attempt("spawnSync", () => spawnSync("ls", ["-l"]));
  attempt("execve", () => process.execve("/bin/ls", [], {}));
  attempt("dlopen", () => process.dlopen({ exports: {} }, "/x.node"));
  attempt("binding", () => process.binding("fs"));
  console.log(Object.keys(process.permission), Object.isFrozen(require("node:path")));
  console.log(Object.getOwnPropertyDescriptor(process, "permission"));
  for (const wrong of [undefined, 1, {}])
    attempt("has", () => process.permission.has(wrong));
  attempt("has", () => process.permission.has("fs.read", {}));
  new Worker(__filename).on("exit", () => {
    process.permission.drop("worker");
    attempt("Worker", () => new Worker(__filename));
  });
} else {
  attempt("spawn in a thread", () => spawn("ls"));
  console.log(process.execArgv, process.permission.has("worker"));
}
