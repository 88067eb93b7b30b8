// allowHalfOpen on either side: who may go on writing after the other's end.
const net = require("node:net");
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let got = "";
  socket.on("data", (data) => (got += data));
  socket.on("end", () => {
    console.log("server got", got, socket.writable, socket.readable);
    socket.write("answer after ");
    setTimeout(() => socket.end("the end"), 20);
  });
});
server.listen(0, () => {
  const socket = net.connect({ port: server.address().port, allowHalfOpen: true });
  let got = "";
  socket.on("data", (data) => (got += data));
  socket.on("finish", () => console.log("client finished"));
  socket.on("end", () => console.log("client got", got, socket.writableEnded));
  socket.on("close", () => {
    server.close(() => console.log("closed"));
  });
  socket.end("question");
});
