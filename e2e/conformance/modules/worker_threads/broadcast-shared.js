// Shared memory that goes to several channels of one thread at once, and what a thread's environment says about links.
const { BroadcastChannel, Worker } = require("node:worker_threads");
const fs = require("node:fs");

const channels = [1, 2, 3].map(() => new BroadcastChannel("memory"));
const memory = new SharedArrayBuffer(4);
channels[2].postMessage(memory);
let received = 0;
for (const [index, channel] of channels.slice(0, 2).entries())
  channel.onmessage = ({ data }) => {
    new Uint8Array(data)[index] = index + 1;
    if (++received < 2) return;
    console.log(new Uint8Array(memory));
    for (const each of channels) each.close();
    links();
  };

async function links() {
  fs.mkdirSync("real");
  fs.mkdirSync("linked");
  fs.writeFileSync("real/main.js", 'try { require("./beside.js") } catch { console.log("nothing beside it") }');
  fs.writeFileSync("linked/beside.js", 'console.log("found beside the link")');
  fs.symlinkSync("../real/main.js", "linked/main.js");
  const env = { ...process.env, NODE_PRESERVE_SYMLINKS: "1", NODE_PRESERVE_SYMLINKS_MAIN: "1" };
  for (const options of [{}, { execArgv: [], env }, { execArgv: ["--preserve-symlinks-main"], env }]) {
    const worker = new Worker("./linked/main.js", options);
    await new Promise((done) => worker.on("exit", done));
  }
}
