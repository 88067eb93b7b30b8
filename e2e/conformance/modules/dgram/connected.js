// Sockets that are connected: whom they hear, where they send, and what they are told.
const dgram = require("node:dgram");
const { once } = require("node:events");
const show = (name, work) => {
  try {
    console.log(name, work());
  } catch (error) {
    console.log(name, error.code, error.message);
  }
};
(async () => {
  const [server, stranger, client] = ["udp4", "udp4", "udp4"].map((type) => dgram.createSocket(type));
  for (const socket of [server, stranger]) await once(socket.bind(0, "127.0.0.1"), "listening");
  server.on("message", (message, { port }) => console.log("server", String(message), port === client.address().port));
  client.on("message", (message, rinfo) => console.log("client", String(message), rinfo.port === server.address().port));
  client.connect(server.address().port, "127.0.0.1");
  show("again", () => client.connect(1));
  await once(client, "connect");
  const { address, family, port } = client.remoteAddress();
  console.log(address, family, port === server.address().port, client.address().address);
  show("again", () => client.connect(1));
  show("with a port", () => client.send("x", port));
  show("with offsets", () => client.send(Buffer.from("abcdef"), 2, 3, (error, bytes) => console.log(error, bytes)));
  client.send("whole");
  client.send(["in", "parts"], (error, bytes) => console.log(error, bytes));
  await once(server, "message");
  stranger.send("from a stranger", client.address().port, "127.0.0.1");
  server.send("from the server", client.address().port, "127.0.0.1");
  await once(client, "message");
  server.close();
  await once(server, "close");
  client.on("error", (error) => console.log(error.message, error.code, error.syscall));
  client.send("into the void", (error) => console.log("told", error));
  await once(client, "error").catch(() => {});
  client.disconnect();
  show("disconnected", () => client.disconnect());
  show("no peer", () => client.remoteAddress());
  client.send("to nobody", port, "127.0.0.1", (error, bytes) => {
    console.log("not told", error, bytes);
    client.close();
    stranger.close();
  });
  const failing = dgram.createSocket("udp4");
  failing.connect(9, "no.such.host.invalid", (error) => {
    console.log(error.code, error.syscall);
    failing.close();
  });
})();
