// Which operations are told of, by whom they were begun, and when they are over: sockets, requests, parsers.
const { createHook, executionAsyncResource } = require("node:async_hooks");
const net = require("node:net");
const http = require("node:http");
const names = new Map(), lines = [];
const nameOf = (id) => names.get(id) ?? (id === 0 ? "none" : id === 1 ? "main" : "other");
const counts = {};
const KINDS = /^(TCP|HTTP|WRITE|SHUTDOWN|PIPE|GETADDRINFO|QUERY)/;
const seen = (type, what) => ((counts[type] ??= {})[what] = (counts[type][what] ?? 0) + 1);
const kinds = new Map();
const hook = createHook({
  init(id, type, trigger, resource) {
    if (!KINDS.test(type)) return;
    kinds.set(id, type);
    const n = [...names.values()].filter((name) => name.startsWith(type + ":")).length;
    names.set(id, `${type}:${n + 1}`);
    if (!/WRITEWRAP/.test(type)) lines.push(`${names.get(id)} by ${nameOf(trigger)} ${resource.constructor.name}`);
    seen(type, "init");
  },
  destroy(id) { if (kinds.has(id) && !/WRITEWRAP|HTTP/.test(kinds.get(id))) seen(kinds.get(id), "destroy"); },
}).enable();

const server = net.createServer((socket) => {
  socket.on("end", () => socket.end()).resume();
}).listen(0, "127.0.0.1", () => {
  const client = net.connect(server.address().port, "127.0.0.1", () => client.end("x"));
  client.resume().on("close", () => server.close(withHttp));
});

function withHttp() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const web = http.createServer((request, response) => {
    console.log(executionAsyncResource().constructor.name, request.url);
    response.end("body");
  }).listen(0, "127.0.0.1", () => {
    let left = 2;
    for (const path of ["/a", "/b"])
      http.get({ port: web.address().port, host: "127.0.0.1", path, agent }, (response) => {
        response.resume().on("end", () => {
          if (--left > 0) return;
          agent.destroy();
          web.close(() => setTimeout(finish, 20));
        });
      });
  });
}

function finish() {
  hook.disable();
  const first = lines.filter((line) => !/^(HTTP|TCPWRAP:[3-9]|SHUTDOWNWRAP:[3-9])/.test(line));
  console.log(first.sort().join("\n"));
  console.log(lines.filter((line) => line.startsWith("HTTP")).map((line) => line.replace(/:\d+ by .* /, " ")).sort().join("\n"));
  console.log(Object.entries(counts).filter(([type]) => !/WRITE/.test(type)).map((entry) => JSON.stringify(entry)).sort().join("\n"));
}
