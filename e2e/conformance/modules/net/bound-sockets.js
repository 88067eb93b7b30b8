const net = require("net");
const once = (emitter, event) => new Promise((resolve) => emitter.once(event, resolve));
const hidden = (text) => text.replace(/:\d{3,}/g, ":N");
const listen = async (options) => {
  const server = net.createServer().listen(options);
  const error = await Promise.race([once(server, "listening"), once(server, "error")]);
  return { server, port: error ? null : server.address().port, code: error?.code };
};

async function typesOfService() {
  const idle = new net.Socket();
  console.log(idle.getTypeOfService(), idle.setTypeOfService(32) === idle, idle.getTypeOfService());
  const { server, port } = await listen({ port: 0, host: "127.0.0.1" });
  server.once("connection", (socket) => {
    console.log("server", socket.getTypeOfService());
    socket.resume().on("end", () => server.close());
  });
  const client = net.connect({ port, host: "127.0.0.1", typeOfService: 16 });
  await once(client, "connect");
  console.log("client", client.getTypeOfService());
  for (const value of [0, 255, 63, 1, 8]) {
    client.setTypeOfService(value);
    console.log(value, client.getTypeOfService());
  }
  client.end();
  await once(server, "close");
}

async function reusedPorts() {
  const host = "127.0.0.1";
  const first = await listen({ port: 0, host, reusePort: true });
  const { port } = first;
  const second = await listen({ port, host, reusePort: true });
  console.log("second", second.port === port);
  const third = await listen({ port, host });
  console.log("third", third.code);
  first.server.close();
  const client = net.connect(port, host);
  const [socket] = await Promise.all([once(second.server, "connection"), once(client, "connect")]);
  console.log("connected to", socket.localPort === port);
  client.destroy();
  socket.destroy();
  second.server.close();
  const alone = await listen({ port: 0, host });
  console.log("another", (await listen({ port: alone.port, host, reusePort: true })).code);
  const taken = await listen({ port: 0, host });
  const from = { localAddress: host, localPort: taken.port };
  const refused = net.connect({ host, port: alone.port, ...from });
  const error = await once(refused, "error");
  console.log(hidden(error.message), error.code, error.syscall);
  alone.server.close();
  taken.server.close();
}

async function otherFamily() {
  const handle = new net.BoundSocket({ host: "127.0.0.1", port: 0 });
  const socket = new net.Socket({ handle }).connect({ host: "::1", port: 1 });
  console.log(hidden((await once(socket, "error")).message));
}

async function paths() {
  for (const path of ["/tmp/" + "x".repeat(104), "/tmp/" + "é".repeat(60), "/tmp/" + "x".repeat(9000), "/tmp/x\0y"]) {
    console.log(path.length, (await listen({ path })).code, (await once(net.connect(path), "error")).code);
  }
  const path = "\0hidden\0";
  const { server } = await listen({ path });
  console.log(JSON.stringify(server.address()), (await listen({ path })).code);
  server.once("connection", (socket) => socket.end("hello"));
  const client = net.connect(path);
  client.on("data", (data) => console.log(String(data)));
  await once(client, "close");
  server.close();
  console.log((await once(net.connect(path), "error")).code);
}

/** More than the network takes at once, to somebody who has gone. */
async function lostWrite() {
  const { server, port } = await listen(0);
  const client = net.connect(port);
  const [socket] = await Promise.all([once(server, "connection"), once(client, "connect")]);
  client.destroy();
  socket.write(Buffer.alloc(10 * 2 ** 20));
  const error = await once(socket, "error");
  console.log(error.code, error.syscall);
  server.close();
}

typesOfService().then(reusedPorts).then(otherFamily).then(paths).then(lostWrite);
