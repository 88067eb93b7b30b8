// Memory of WebAssembly goes to another thread only when it is shared.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
const own = new WebAssembly.Memory({ initial: 1 });
const shared = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
for (const value of [own, [own], Object.create(WebAssembly.Memory.prototype), shared])
  for (const give of [(value) => port1.postMessage(value), structuredClone])
    try {
      give(value);
      console.log("given");
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
port2.close();
