// Terminates a thread in the listener of its last message, which comes together with its end.
const { Worker, isMainThread, parentPort } = require("node:worker_threads");

const COUNT = 3000;

if (isMainThread) {
  const worker = new Worker(__filename);
  let count = 0;
  worker.on("message", () => {
    if (++count < COUNT) return;
    // Not said: with which code, since natively the thread may or may not have ended by itself.
    worker.terminate().then(() => console.log("terminated"));
  });
  worker.on("exit", () => console.log("exit after", count));
  process.on("exit", () => console.log("the process ends"));
} else for (let i = 0; i < COUNT; i++) parentPort.postMessage(i);
