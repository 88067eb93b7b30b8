// setTimeout, setNoDelay, setKeepAlive, ref and unref, pause and resume.
const net = require("node:net");
const server = net.createServer((socket) => {
  socket.setTimeout(40, () => console.log("server socket timed out", socket.timeout));
  socket.once("timeout", () => socket.end("too slow"));
});
server.listen(0, () => {
  const socket = net.connect({ port: server.address().port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 1000 });
  console.log(socket.setNoDelay() === socket, socket.setKeepAlive(true, 10) === socket, socket.setTimeout(0) === socket, socket.timeout);
  console.log(socket.ref() === socket, socket.unref() === socket, socket.ref() === socket, server.unref() === server, server.ref() === server);
  socket.on("connect", () => {
    socket.pause();
    console.log(socket.isPaused());
    setTimeout(() => socket.resume(), 120);
  });
  socket.on("data", (data) => console.log(String(data)));
  socket.on("close", () => {
    server.close();
    console.log(socket.timeout, socket.destroyed);
  });
});
