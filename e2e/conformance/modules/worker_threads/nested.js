const { Worker } = require("worker_threads");
const worker = new Worker(
  `const { Worker, parentPort, threadId } = require("worker_threads");
   const inner = new Worker('const t = require("worker_threads"); t.parentPort.postMessage(t.threadId)', { eval: true });
   inner.on("message", (m) => parentPort.postMessage([threadId, m]));
   inner.on("exit", (code) => parentPort.postMessage("inner " + code));`,
  { eval: true },
);
worker.on("message", (m) => console.log(m));
worker.on("exit", (code) => console.log("outer", code));
