// Sockets and servers that go to another process over its channel.
const { fork } = require("node:child_process");
const net = require("node:net");
if (process.argv[2] === "child") {
  process.on("message", (message, handle) => {
    console.log("child:", message, handle?.constructor.name);
    if (message === "socket") handle.end("a socket, passed on");
    else if (message === "server") {
      handle.on("connection", (socket) => {
        socket.end("a server, shared");
        handle.close();
      });
      process.send("listening");
    } else process.disconnect();
  });
} else {
  const child = fork(__filename, ["child"]);
  const read = (port) =>
    new Promise((resolve) => {
      let text = "";
      net.connect(port).on("data", (data) => (text += data)).on("close", () => resolve(console.log("parent:", text)));
    });
  const server = net.createServer({ pauseOnConnect: true }, (socket) => child.send("socket", socket));
  server.listen(0, async () => {
    await read(server.address().port);
    server.close();
    const shared = net.createServer().listen(0, () => child.send("server", shared));
    child.once("message", async () => {
      const { port } = shared.address();
      shared.close();
      await read(port);
      child.send("bye");
    });
  });
  child.on("exit", (code) => console.log("exit", code));
}
