// A port that was stopped keeps what comes, also what was on its way to be handed out.
const { MessageChannel, receiveMessageOnPort } = require("node:worker_threads");

const { port1, port2 } = new MessageChannel();
const steps = [
  () => {
    console.log("received", receiveMessageOnPort(port1));
    port1.on("message", listener);
  },
  () => {
    console.log("received", receiveMessageOnPort(port1), receiveMessageOnPort(port1));
    port1.close();
  },
];
const listener = (message) => {
  console.log("listener", message);
  port1.off("message", listener);
  port1.unref();
  setTimeout(steps.shift(), 20);
};
port1.on("message", listener);
for (let i = 0; i < 4; i++) port2.postMessage(i);

// A loop of messages lets timers through.
const loop = new MessageChannel();
loop.port1.on("message", () => loop.port2.postMessage(0));
loop.port2.postMessage(0);
loop.port1.once("message", () => setTimeout(() => loop.port1.close(), 1));

// A port that is sent through its own channel takes the channel with it.
process.on("warning", ({ message }) => console.log(message));
const lost = new MessageChannel();
lost.port1.on("close", () => console.log("closed"));
lost.port1.postMessage(null, [lost.port2]);
for (const transfer of [null, 0, {}, { [Symbol.iterator]: 1 }, { [Symbol.iterator]: () => ({}) }])
  try {
    port1.postMessage(1, { transfer });
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
for (const call of [() => MessagePort(), () => new MessagePort(), () => MessageChannel()])
  try {
    call();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
