// What goes wrong: refused, hung up, broken answers, wrong arguments.
const http = require("node:http");
const net = require("node:net");
const plain = (text) => String(text).replace(/\b\d{4,5}\b/g, "PORT");
const answers = ["", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "HTTP/1.1 200 OK\r\nBad Header: x\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"];
let next = 0;
const server = net.createServer((socket) => socket.once("data", () => socket.end(answers[next++])));
const ask = (port) =>
  new Promise((resolve) => {
    const request = http.get({ port, agent: false });
    request.on("response", (response) => {
      response.on("error", (error) => console.log("response", error.code, error.message)).on("aborted", () => console.log("aborted"));
      response.resume();
    });
    request.on("error", ({ name, code, message }) => console.log(name, code, plain(message)));
    request.on("close", () => resolve());
  });
server.listen(0, async () => {
  const { port } = server.address();
  for (const _ of answers) await ask(port);
  await new Promise((resolve) => server.close(resolve));
  await ask(port);
  const request = http.get({ port: 1, timeout: 5 });
  request.on("error", (error) => console.log(error.code, plain(error.message)));
  request.destroy(new Error("never mind"));
});
for (const attempt of [
  () => http.request({ method: "BAD METHOD" }),
  () => http.request({ path: "/a b" }),
  () => http.request({ headers: { "bad name": "x" } }),
  () => http.request({ headers: { a: "x\n" } }),
  () => http.request({ headers: { a: undefined } }),
  () => http.request("not a url"),
  () => http.request({ protocol: "https:" }),
  () => http.request({ host: 5 }),
  () => http.request({ agent: 5 }),
  () => http.validateHeaderName("a b"),
  () => http.validateHeaderValue("a", "x\u0000"),
  () => new http.Agent({ scheduling: "x" }),
  () => http.createServer({ maxHeaderSize: "x" }),
])
  try {
    attempt();
    console.log("taken");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
