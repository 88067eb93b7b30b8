// maxConnections, drop, getConnections, and addresses of both families.
const net = require("node:net");
const server = net.createServer();
server.maxConnections = 1;
server.on("connection", (socket) => console.log("taken", socket.remoteFamily));
server.on("drop", (data) => console.log("dropped", Object.keys(data).join(), data.remoteFamily));
server.listen(0, "::", () => {
  const { port, address, family } = server.address();
  console.log(address, family);
  const first = net.connect(port, "127.0.0.1", () => {
    console.log(first.remoteAddress, first.remoteFamily);
    const second = net.connect(port, "::1");
    second.resume().on("close", () => {
      server.getConnections((error, count) => {
        console.log(error, count);
        first.destroy();
        server.close(() => console.log("closed"));
      });
    });
    second.on("error", (error) => console.log(error.code));
  });
});
