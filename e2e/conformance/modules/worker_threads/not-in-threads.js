const { Worker } = require("worker_threads");
const worker = new Worker(
  `for (const [name, args] of [["chdir", ["/"]], ["abort", []], ["umask", [0]], ["setuid", [0]]])
     try { process[name](...args); } catch ({ name: kind, code, message }) { console.log(name, kind, code, message); }
   console.log(typeof process.umask(), process.cwd().length > 0, require("worker_threads").isMainThread, process.stdin.readable);
   process.on("SIGTERM", () => {}); console.log("listens");`,
  { eval: true },
);
worker.on("exit", (code) => console.log("exit", code));
