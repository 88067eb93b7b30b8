const { Worker, BroadcastChannel } = require("worker_threads");
const channel = new BroadcastChannel("news");
console.log(channel.name, channel);
const worker = new Worker(
  `const { BroadcastChannel } = require("worker_threads");
   const c = new BroadcastChannel("news");
   c.onmessage = ({ data }) => { c.postMessage({ heard: data }); c.close(); };
   new BroadcastChannel("other").unref().postMessage("nobody");
   c.postMessage("ready");`,
  { eval: true },
);
channel.onmessage = ({ data }) => {
  console.log(data);
  if (data === "ready") channel.postMessage("go");
  else channel.close();
};
worker.on("exit", (code) => {
  console.log("exit", code);
  try {
    channel.postMessage(1);
  } catch ({ name, message }) {
    console.log(name, message);
  }
});
