// A chunk whose size cannot become one is refused before its line ends.
const http = require("node:http");

let connection;
const server = http.createServer((_request, response) => {
  connection = response.socket;
  response.write("first\n");
});
server.listen(0, () => {
  const request = http.get({ port: server.address().port });
  request.on("error", (error) => console.log("request", error.code, error.message));
  request.on("response", (response) => {
    response.setEncoding("utf8");
    response.on("data", (text) => {
      console.log("data", JSON.stringify(text));
      connection.write("H");
    });
    response.on("error", (error) => console.log("response", error.code, error.message));
    response.on("close", () => {
      console.log("closed", response.complete);
      server.closeAllConnections();
      server.close();
    });
  });
});
