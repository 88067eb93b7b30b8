const { MessageChannel, markAsUntransferable, isMarkedAsUntransferable } = require("worker_threads");
const { port1, port2 } = new MessageChannel();
const attempt = (f) => {
  try {
    return f();
  } catch ({ name, code, message }) {
    return `${name} ${code} ${message}`;
  }
};
const buffer = new Uint8Array([1, 2, 3]).buffer;
port2.on("message", (m) => console.log("got", m));
port1.postMessage(buffer, [buffer]);
console.log(buffer.byteLength, buffer.detached);
const kept = new ArrayBuffer(4);
markAsUntransferable(kept);
console.log(isMarkedAsUntransferable(kept), attempt(() => port1.postMessage(kept, [kept])), kept.byteLength);
console.log(attempt(() => port1.postMessage(0, [port1])));
console.log(attempt(() => port1.postMessage(0, [{}])));
console.log(attempt(() => port1.postMessage(0, 5)));
console.log(attempt(() => port1.postMessage()));
console.log(attempt(() => port1.postMessage(() => {})));
console.log(attempt(() => port1.postMessage({ p: new MessageChannel().port1 })));
const twice = new ArrayBuffer(1);
console.log(attempt(() => port1.postMessage(0, [twice, twice])));
setImmediate(() => port1.close());
