const { Worker } = require("worker_threads");
const shared = new SharedArrayBuffer(16);
const cells = new Int32Array(shared);
const worker = new Worker(
  `const { workerData } = require("worker_threads");
   const cells = new Int32Array(workerData);
   Atomics.wait(cells, 0, 0);
   for (let i = 0; i < 1000; i++) Atomics.add(cells, 1, 1);
   Atomics.store(cells, 2, 1);
   Atomics.notify(cells, 2);`,
  { eval: true, workerData: shared },
);
for (let i = 0; i < 1000; i++) Atomics.add(cells, 1, 1);
Atomics.store(cells, 0, 1);
Atomics.notify(cells, 0);
console.log(Atomics.wait(cells, 2, 0, 10_000) !== "timed-out", cells[1]);
worker.on("exit", (code) => console.log("exit", code));
