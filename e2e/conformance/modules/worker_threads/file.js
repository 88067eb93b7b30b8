const { Worker, isMainThread, parentPort, workerData, threadId } = require("worker_threads");
if (isMainThread) {
  const worker = new Worker(__filename, { workerData: { list: [1, 2n, new Date(0)] }, argv: ["a", "b"] });
  worker.on("message", (message) => console.log("from thread", message));
  worker.on("exit", (code) => console.log("exit", code, worker.threadId));
} else {
  parentPort.postMessage([threadId, workerData, process.argv.slice(2), require("path").basename(__filename)]);
}
