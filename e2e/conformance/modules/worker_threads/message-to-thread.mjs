import { Worker, postMessageToThread, threadId } from "node:worker_threads";
import { once } from "node:events";
const worker = new Worker(
  `const { postMessageToThread, parentPort } = require("worker_threads");
   process.on("workerMessage", async (value, source) => {
     parentPort.postMessage([value, source]);
     await postMessageToThread(0, "back", 5000);
     parentPort.unref();
     clearInterval(timer);
   });
   const timer = setInterval(() => {}, 1000);
   parentPort.postMessage("up");`,
  { eval: true },
);
const back = new Promise((resolve) => process.on("workerMessage", (value, source) => resolve(["main heard", value, source])));
const exited = once(worker, "exit");
console.log(...(await once(worker, "message")));
const heard = once(worker, "message");
await postMessageToThread(worker.threadId, { hello: threadId });
console.log(...(await heard));
console.log(...(await back));
for (const id of [threadId, 99]) await postMessageToThread(id, 1).catch(({ code, message }) => console.log(code, message));
console.log(...(await exited));
