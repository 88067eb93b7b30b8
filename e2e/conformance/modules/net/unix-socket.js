// A server at a path.
const net = require("node:net");
const fs = require("node:fs");
const path = `${process.cwd()}/s`;
const server = net.createServer((socket) => socket.pipe(socket));
server.listen({ path, readableAll: true, writableAll: true }, () => {
  console.log(server.address() === path, fs.statSync(path).isSocket(), (fs.statSync(path).mode & 0o777).toString(8));
  const socket = net.connect(path, () => {
    console.log("connected", socket.remoteAddress, socket.remotePort, socket.localAddress, JSON.stringify(socket.address()));
    socket.end("over a path");
  });
  socket.on("data", (data) => console.log(String(data)));
  socket.on("close", () => {
    net.createServer().on("error", (error) => console.log(error.code, error.syscall)).listen(path);
    try {
      fs.readFileSync(path);
    } catch (error) {
      console.log(error.code);
    }
    setTimeout(() => server.close(() => console.log("closed", fs.existsSync(path))), 20);
  });
});
