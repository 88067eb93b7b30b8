const { Worker, isMainThread, parentPort, threadId } = require("worker_threads");
const net = require("net"), fs = require("fs");
if (isMainThread) {
  const run = (data, opts) => new Worker(__filename, { workerData: data, ...opts });
  const w = run();
  w.on("message", ({ port, fd }) => {
    fs.fstatSync(fd);
    w.terminate().then(() => {
      try { fs.fstatSync(fd); console.log("still open"); } catch (e) { console.log(e.code); }
      const s = net.createServer().listen(port, () => { console.log("free again"); s.close(); next(); });
    });
  });
  const next = () => {
    const w = run("echo");
    const server = net.createServer((socket) => { w.postMessage({ socket }, [socket]); console.log(socket.destroyed, socket._handle); server.close(); });
    server.listen(0, () => {
      const c = net.connect(server.address().port); c.setEncoding("utf8"); c.write("hello");
      c.on("data", (d) => console.log(d)).on("close", () => { console.log("closed"); third(); });
    });
  };
  const third = () => {
    const w = run("files", { trackUnmanagedFds: false });
    w.on("message", (fd) => w.on("exit", () => { fs.fstatSync(fd); fs.closeSync(fd); console.log("left open"); }));
  };
} else if (require("worker_threads").workerData === "echo") parentPort.once("message", ({ socket }) => { console.log(socket.constructor.name); socket.on("data", (d) => socket.end("echo " + d)); });
else if (require("worker_threads").workerData === "files") parentPort.postMessage(fs.openSync(__filename));
else { const s = net.createServer().listen(0, () => parentPort.postMessage({ port: s.address().port, fd: fs.openSync(__filename) })); }
