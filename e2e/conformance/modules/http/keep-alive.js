// An agent that keeps sockets: reuse, limits, events, destroy.
const http = require("node:http");
const sockets = new Set();
const server = http.createServer((request, response) => {
  sockets.add(request.socket);
  response.end(request.url);
});
const get = (agent, port, path) =>
  new Promise((resolve, reject) => {
    const request = http.get({ agent, port, path }, (response) => {
      response.resume().on("end", () => setImmediate(resolve, request.reusedSocket));
    });
    request.on("error", reject);
  });
server.listen(0, async () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  console.log(await get(agent, port, "/1"), await get(agent, port, "/2"), sockets.size);
  console.log(Object.values(agent.freeSockets).flat().length, Object.keys(agent.sockets).length, agent.getName({ host: "h", port: 1 }));
  console.log(await Promise.all([get(agent, port, "/3"), get(agent, port, "/4"), get(agent, port, "/5")]), sockets.size);
  agent.destroy();
  const many = new http.Agent({ keepAlive: false });
  console.log(await Promise.all([get(many, port, "/6"), get(many, port, "/7")]), sockets.size);
  console.log(agent.maxSockets, agent.maxFreeSockets, agent.keepAlive, many.maxSockets, http.globalAgent.keepAlive, agent.options.scheduling, agent.totalSocketCount);
  server.closeAllConnections();
  server.close(() => console.log("closed"));
});
