// Sockets of children, threads and clusters; a socket that is handed to a child.
const dgram = require("node:dgram");
const { fork } = require("node:child_process");
const cluster = require("node:cluster");
const { once } = require("node:events");
const { Worker, isMainThread, parentPort } = require("node:worker_threads");

if (!isMainThread) {
  const socket = dgram.createSocket("udp4");
  socket.on("message", (message, { port }) => socket.send(`thread: ${message}`, port, () => socket.close()));
  socket.bind(0, "127.0.0.1", () => parentPort.postMessage(socket.address().port));
} else if (cluster.isWorker) {
  const socket = dgram.createSocket("udp4");
  socket.on("message", (message, { port }) => {
    socket.send(`worker: ${message}`, port, "127.0.0.1", () => process.disconnect());
  });
  socket.bind(0, "127.0.0.1", () => process.send(socket.address().port));
} else if (process.argv[2] === "child") {
  process.on("message", (message, socket) => {
    socket.on("message", (data, { port }) => socket.send(`${message}: ${data}`, port, "127.0.0.1", () => process.exit()));
    process.send(socket.constructor.name);
  });
} else {
  (async () => {
    const client = dgram.createSocket("udp4");
    await once(client.bind(0, "127.0.0.1"), "listening");
    const ask = async (port) => {
      client.send("hello", port, "127.0.0.1");
      console.log(String((await once(client, "message"))[0]));
    };
    const thread = new Worker(__filename);
    await ask((await once(thread, "message"))[0]);
    await once(thread, "exit");

    const handed = dgram.createSocket("udp4");
    await once(handed.bind(0, "127.0.0.1"), "listening");
    const { port } = handed.address();
    const child = fork(__filename, ["child"]);
    child.send("child", handed);
    console.log((await once(child, "message"))[0]);
    handed.close();
    await ask(port);
    await once(child, "exit");

    const workers = [cluster.fork(), cluster.fork()];
    const ports = await Promise.all(workers.map((worker) => once(worker, "message").then(([first]) => first)));
    console.log("shared", ports[0] === ports[1]);
    await ask(ports[0]);
    for (const worker of workers) worker.kill();
    await Promise.all(workers.map((worker) => once(worker, "exit")));
    client.close();
  })();
}
