// A request and its response: what either side is told.
const http = require("node:http");
const server = http.createServer((request, response) => {
  console.log(request.method, request.url, request.httpVersion, request.headers["x-one"], request.rawHeaders.length, request.complete);
  let body = "";
  request.setEncoding("utf8").on("data", (text) => (body += text));
  request.on("end", () => {
    console.log("body", body, request.complete);
    response.statusCode = 201;
    response.setHeader("X-Answer", ["a", "b"]);
    response.setHeader("Content-Type", "text/plain");
    console.log(response.getHeaderNames(), response.hasHeader("x-answer"), response.headersSent);
    response.end(`got ${body.length}`, () => console.log("finished", response.headersSent, response.writableEnded));
  });
});
server.listen(0, () => {
  const request = http.request({ port: server.address().port, method: "POST", path: "/path?q=1", headers: { "X-One": "1" }, agent: false }, (response) => {
    console.log(response.statusCode, response.statusMessage, response.headers["x-answer"], response.headers["content-length"], response.headers.connection);
    console.log(Object.keys(response.headers).sort().join(), typeof response.headers.date);
    response.on("data", (data) => console.log(String(data)));
    response.on("end", () => console.log("end", response.complete));
    response.on("close", () => server.close(() => console.log("closed")));
  });
  console.log(request.method, request.path, request.getHeader("x-one"), request.getHeaders().host.startsWith("localhost:"), request.protocol);
  for (const event of ["socket", "finish", "close"]) request.on(event, () => console.log("request", event));
  request.write("some ");
  request.end("body");
});
