const { Worker, MessageChannel } = require("worker_threads");
// racy: whether the end of the channel or of the thread is told of first is up to the system
const worker = new Worker(
  `const { parentPort } = require("worker_threads");
   parentPort.once("message", ({ port }) => {
     port.on("message", (m) => { port.postMessage("echo " + m); if (m === "end") port.close(); });
     parentPort.unref();
   });`,
  { eval: true },
);
const { port1, port2 } = new MessageChannel();
port1.postMessage("before the move");
worker.postMessage({ port: port2 }, [port2]);
port1.postMessage("after the move");
port1.postMessage("end");
port1.on("message", (m) => console.log(m));
port1.on("close", () => console.log("closed"));
worker.on("exit", (code) => console.log("exit", code));
