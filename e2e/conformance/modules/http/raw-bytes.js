// What goes over the wire: heads, chunks, lengths, HEAD, 204, 304, HTTP/1.0.
const http = require("node:http");
const net = require("node:net");
const server = http.createServer({ keepAlive: false }, (request, response) => {
  response.sendDate = false;
  const { url } = request;
  if (url === "/length") response.end("with a length");
  else if (url === "/chunks") {
    response.write("one");
    response.write(Buffer.from("two"));
    response.end("three");
  } else if (url === "/none") response.writeHead(204).end();
  else if (url === "/same") response.writeHead(304, "Same", { ETag: "x" }).end();
  else if (url === "/trailers") {
    response.writeHead(200, { Trailer: "X-Sum" });
    response.write("body");
    response.addTrailers({ "X-Sum": "4" });
    response.end();
  } else response.writeHead(404, ["A", "1", "B", "2"]).end("no");
});
const ask = (text) =>
  new Promise((resolve) => {
    let got = "";
    const socket = net.connect(server.address().port, () => socket.write(text));
    socket.setEncoding("latin1").on("data", (data) => (got += data));
    socket.on("close", () => resolve(console.log(JSON.stringify(got.replace(/Date: [^\r]*/, "Date: ?")))));
  });
server.listen(0, async () => {
  const head = "Host: x\r\nConnection: close\r\n\r\n";
  for (const path of ["/length", "/chunks", "/none", "/same", "/trailers", "/other"]) await ask(`GET ${path} HTTP/1.1\r\n${head}`);
  await ask(`HEAD /length HTTP/1.1\r\n${head}`);
  await ask("GET /chunks HTTP/1.0\r\n\r\n");
  await ask("GET /length HTTP/1.0\r\n\r\n");
  await ask("GET /length HTTP/1.1\r\n\r\n");
  await ask("NONSENSE\r\n\r\n");
  await ask(`GET /\u0001 HTTP/1.1\r\n${head}`);
  await ask("POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n");
  await ask(`GET /length HTTP/1.1\r\n${head.slice(0, -2)}X: ${"y".repeat(20000)}\r\n\r\n`);
  server.close();
});
