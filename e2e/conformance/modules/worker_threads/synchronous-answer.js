const { Worker, MessageChannel, receiveMessageOnPort } = require("worker_threads");
const { port1, port2 } = new MessageChannel();
const signal = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(
  `const { workerData: { signal, port } } = require("worker_threads");
   port.on("message", (n) => {
     port.postMessage({ n, square: n * n });
     Atomics.add(signal, 0, 1);
     Atomics.notify(signal, 0);
   });`,
  { eval: true, workerData: { signal, port: port2 }, transferList: [port2] },
);
for (let n = 1; n <= 3; n++) {
  port1.postMessage(n);
  Atomics.wait(signal, 0, n - 1, 10_000);
  console.log(receiveMessageOnPort(port1).message);
}
worker.terminate().then((code) => console.log("terminated", code));
