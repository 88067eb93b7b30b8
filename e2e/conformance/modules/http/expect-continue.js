// 100-continue, informational responses, early hints.
const http = require("node:http");
const server = http.createServer((request, response) => {
  response.writeProcessing();
  response.writeEarlyHints({ link: "</style.css>; rel=preload" }, () => console.log("hints written"));
  request.resume().on("end", () => response.end("done"));
});
server.on("checkContinue", (request, response) => {
  console.log("check", request.headers.expect);
  response.writeContinue();
  server.emit("request", request, response);
});
server.on("checkExpectation", (request, response) => {
  console.log("expectation", request.headers.expect);
  response.writeHead(417).end();
});
server.listen(0, () => {
  const { port } = server.address();
  const request = http.request({ port, method: "POST", headers: { Expect: "100-continue" } });
  request.on("continue", () => {
    console.log("continue");
    request.end("body");
  });
  request.on("information", ({ statusCode, headers }) => console.log("information", statusCode, headers.link));
  request.on("response", (response) => {
    console.log(response.statusCode);
    response.resume().on("end", () => {
      http.get({ port, headers: { Expect: "something" } }, (response) => {
        console.log(response.statusCode);
        response.resume().on("end", () => server.close());
      });
    });
  });
  request.flushHeaders();
});
