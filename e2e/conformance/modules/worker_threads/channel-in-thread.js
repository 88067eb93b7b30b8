const { MessageChannel, receiveMessageOnPort } = require("worker_threads");
const { port1, port2 } = new MessageChannel();
port1.postMessage({ a: new Map([["k", new Set([1])]]) });
port1.postMessage("second");
console.log(receiveMessageOnPort(port2), receiveMessageOnPort(port2), receiveMessageOnPort(port2));
port2.on("message", (m) => {
  console.log("got", m);
  if (m === "last") port2.close();
});
port2.on("close", () => console.log("port2 closed"));
port1.on("close", () => console.log("port1 closed"));
port1.postMessage("event");
port1.postMessage("last");
process.nextTick(() => console.log("tick"));
setImmediate(() => console.log("immediate"));
