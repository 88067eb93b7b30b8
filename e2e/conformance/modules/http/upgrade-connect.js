// Upgrade and CONNECT: the socket becomes the program's.
const http = require("node:http");
const server = http.createServer((request, response) => response.end("plain"));
server.on("upgrade", (request, socket, head) => {
  console.log("upgrade", request.headers.upgrade, head.length);
  socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n");
  socket.pipe(socket);
});
server.on("connect", (request, socket) => {
  console.log("connect", request.url);
  socket.end("HTTP/1.1 200 Connected\r\n\r\ntunnelled");
});
server.listen(0, () => {
  const { port } = server.address();
  const request = http.request({ port, headers: { Connection: "Upgrade", Upgrade: "echo" } });
  request.end();
  request.on("upgrade", (response, socket) => {
    console.log(response.statusCode, response.headers.upgrade);
    socket.on("data", (data) => {
      console.log("echoed", String(data));
      socket.end();
    });
    socket.on("close", () => {
      const tunnel = http.request({ port, method: "CONNECT", path: "example.com:80" }).end();
      tunnel.on("connect", (response, socket, head) => {
        let text = String(head);
        console.log(response.statusCode);
        socket.on("data", (data) => (text += data)).on("end", () => {
          console.log(text);
          server.close();
        });
      });
    });
    socket.write("over the new protocol");
  });
});
