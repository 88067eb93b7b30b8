// What is refused, with its code, reason and place; how headers and extensions are limited.
const http = require("node:http");
const net = require("node:net");
const lines = (...all) => all.join("\r\n");
const cases = {
  method: lines("BOGUS / HTTP/1.1", "", ""),
  version: lines("GET / HTTP/3.1", "", ""),
  name: lines("GET / HTTP/1.1", "Host: x", "A B: c", "", ""),
  value: lines("GET / HTTP/1.1", "Host: x", "A: b\u0001c", "", ""),
  length: lines("POST / HTTP/1.1", "Host: x", "Content-Length: 1x", "", ""),
  both: lines("POST / HTTP/1.1", "Host: x", "Content-Length: 1", "Transfer-Encoding: chunked", "", ""),
  encoding: lines("POST / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "Transfer-Encoding: x", "", ""),
  chunk: lines("POST / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "", "zz", ""),
  extension: lines("POST / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "", `1;${"x".repeat(17000)}`, "a", "0", "", ""),
  extensions: lines("POST / HTTP/1.1", "Host: x", "Connection: close", "Transfer-Encoding: chunked", "", `1;${"x".repeat(9000)}`, "a", `1;${"x".repeat(9000)}`, "a", "0", "", ""),
  large: lines("GET / HTTP/1.1", "Host: x", `A: ${"x".repeat(17000)}`, "", ""),
  feed: "GET / HTTP/1.1\nHost: x\n\n",
  many: lines("GET / HTTP/1.1", "Host: x", "A: 1", "B: 2", "C: 3", "", ""),
  closed: lines("GET / HTTP/1.1", "Host: x", "Connection: close", "", "") + lines("GET /2 HTTP/1.1", "Host: x", "", ""),
};
(async () => {
  for (const [name, text] of Object.entries(cases)) {
    const server = http.createServer((request, response) => {
      request.on("error", () => {}).resume().on("end", () => response.end("fine"));
    });
    if (name === "many") server.maxHeadersCount = 3;
    server.on("clientError", (error, socket) => {
      const { code, reason, bytesParsed, message } = error;
      console.log(name, code, reason, typeof bytesParsed === "number" && text.length > bytesParsed ? bytesParsed : typeof bytesParsed, message);
      if (socket.writable) socket.end("HTTP/1.1 400 Bad\r\n\r\n");
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const answer = await new Promise((resolve) => {
      let got = "";
      const socket = net.connect(server.address().port, "127.0.0.1", () => socket.write(text));
      socket.setEncoding("latin1").on("data", (data) => { got += data; if (got.includes("fine")) socket.end(); });
      socket.on("close", () => resolve(got)).on("error", () => {});
    });
    console.log(name, answer.split("\r\n")[0], answer.split("HTTP/1.1").length - 1);
    server.close();
  }
})();
