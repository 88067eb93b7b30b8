// Requests sent without waiting are answered in order.
const http = require("node:http");
const net = require("node:net");
const server = http.createServer((request, response) => {
  response.sendDate = false;
  const wait = Number(request.url.slice(1));
  setTimeout(() => response.end(request.url), wait);
});
server.keepAliveTimeout = 100;
server.listen(0, () => {
  const socket = net.connect(server.address().port);
  let text = "";
  socket.setEncoding("utf8").on("data", (data) => (text += data));
  for (const wait of [60, 5, 30]) socket.write(`GET /${wait} HTTP/1.1\r\nHost: x\r\n\r\n`);
  socket.write("GET /1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  socket.on("close", () => {
    console.log(text.split("\r\n"));
    server.close();
  });
});
