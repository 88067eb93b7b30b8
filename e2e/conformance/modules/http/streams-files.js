// Files piped through a server, both ways, with backpressure.
const http = require("node:http");
const fs = require("node:fs");
const { pipeline } = require("node:stream/promises");
fs.writeFileSync("big", Buffer.alloc(1_500_000, "0123456789"));
const server = http.createServer(async (request, response) => {
  if (request.method === "PUT") {
    await pipeline(request, fs.createWriteStream(`.${request.url}`));
    return response.end("stored");
  }
  response.setHeader("Content-Length", fs.statSync(`.${request.url}`).size);
  fs.createReadStream(`.${request.url}`).pipe(response);
});
server.listen(0, async () => {
  const { port } = server.address();
  const put = http.request({ port, method: "PUT", path: "/copy" });
  const answer = new Promise((resolve) => put.on("response", resolve));
  await pipeline(fs.createReadStream("big"), put);
  const stored = await answer;
  for await (const chunk of stored) console.log(stored.statusCode, String(chunk), stored.headers["transfer-encoding"]);
  console.log(fs.readFileSync("copy").equals(fs.readFileSync("big")));
  http.get({ port, path: "/copy" }, async (response) => {
    await pipeline(response, fs.createWriteStream("back"));
    console.log(response.headers["content-length"], fs.statSync("back").size);
    server.close();
  });
});
