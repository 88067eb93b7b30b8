const threads = require("worker_threads");
console.log(threads.isMainThread, threads.threadId, threads.parentPort, threads.workerData, threads.resourceLimits);
console.log(typeof threads.Worker, typeof threads.MessageChannel, threads.SHARE_ENV);
for (const make of [() => new threads.Worker("x.js"), () => new threads.Worker(5), () => new threads.Worker(new URL("http://a/b"))]) {
  try {
    make();
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
