// An echo server: addresses, events, end, bytes counted.
const net = require("node:net");
let closed;
const server = net.createServer((socket) => {
  console.log("connection", socket.remoteFamily, socket.remoteAddress, socket.localPort === server.address().port);
  socket.on("data", (data) => socket.write(String(data).toUpperCase()));
  let ended;
  socket.on("end", () => (ended = [socket.bytesRead, socket.bytesWritten, socket.allowHalfOpen]));
  socket.on("close", (bad) => (closed = ["server close", bad, ...ended]));
});
console.log(server.listening, server.address());
server.listen(0, "127.0.0.1", () => {
  const { address, family, port } = server.address();
  console.log(address, family, port > 1023, server.listening);
  const socket = net.createConnection({ port, host: "127.0.0.1" });
  console.log(socket.connecting, socket.pending, socket.readyState, socket.remoteAddress);
  for (const event of ["lookup", "connect", "ready", "end"]) socket.on(event, (...args) => console.log(event, args.length));
  socket.on("connect", () => {
    console.log(socket.connecting, socket.readyState, socket.remoteAddress, socket.localAddress, socket.address().family);
    socket.end("hello");
  });
  socket.on("data", (data) => console.log("data", String(data)));
  socket.on("close", (bad) => {
    console.log("close", bad, socket.bytesRead, socket.bytesWritten, socket.destroyed, socket.readyState);
    server.getConnections((error, count) => {
      console.log(error, count);
      server.close((error) => {
        console.log("closed", error, server.address(), closed);
        server.close((error) => console.log(error.code));
      });
    });
  });
});
