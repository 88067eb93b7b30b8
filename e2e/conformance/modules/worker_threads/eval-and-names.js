const { Worker } = require("worker_threads");
const worker = new Worker(
  `const t = require("worker_threads");
   t.parentPort.postMessage([t.isMainThread, t.threadName, process.argv.length, process.argv[1], __filename, process.pid > 0]);`,
  { eval: true, name: " helper " },
);
console.log(worker.threadName, worker.threadId);
worker.once("message", (m) => console.log(m));
worker.once("exit", (code) => console.log("exit", code, worker.threadName, worker.resourceLimits));
