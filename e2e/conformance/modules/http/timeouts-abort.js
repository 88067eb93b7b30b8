// Time-outs of server and client, abort signals, destroyed sockets.
const http = require("node:http");
const server = http.createServer((request, response) => {
  if (request.url === "/slow") {
    return;
  }
  response.write("partly");
  setTimeout(() => response.destroy(), 20);
});
console.log(server.timeout, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxHeadersCount, server.maxRequestsPerSocket);
server.listen(0, async () => {
  const { port } = server.address();
  const run = (options, act) =>
    new Promise((resolve) => {
      const request = http.get({ port, agent: false, ...options });
      request.on("timeout", () => {
        console.log("timeout");
        request.destroy();
      });
      request.on("response", (response) => {
        response.on("data", (data) => console.log(String(data))).on("error", (error) => console.log("response", error.code));
        response.on("end", () => console.log("end"));
      });
      request.on("error", (error) => console.log(error.name, error.code, error.message));
      request.on("close", () => setTimeout(resolve, 10, console.log("close", request.destroyed)));
      act?.(request);
    });
  await run({ path: "/slow", timeout: 40 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 40);
  await run({ path: "/slow", signal: controller.signal });
  await run({ path: "/slow" }, (request) => setTimeout(() => request.destroy(), 40));
  await run({ path: "/part" });
  server.setTimeout(30, (socket) => {
    console.log("server timeout");
    socket.destroy();
  });
  await run({ path: "/slow" });
  server.close(() => console.log("closed"));
});
