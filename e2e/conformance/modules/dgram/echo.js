// Messages keep their boundaries and say where they came from, whatever they are made of.
const dgram = require("node:dgram");
// Who is told first is not said.
const lines = [];
const log = (...values) => lines.push(values.join(" "));
const server = dgram.createSocket("udp4");
const client = dgram.createSocket({ type: "udp4" }, (message, rinfo) => {
  log("back", String(message), rinfo.address, rinfo.family, rinfo.size, rinfo.port === server.address().port);
  if (String(message) === "[end]") {
    client.close(() => console.log("client closed"));
    server.close();
    console.log(lines.sort().join("\n"));
  }
});
server.on("message", function (message, rinfo) {
  log("got", message.constructor.name, message.length, Object.keys(rinfo).join(), this === server);
  server.send(`[${message}]`, rinfo.port, rinfo.address);
});
server.on("listening", () => console.log("listening", server.address().address, server.address().family));
server.on("close", () => console.log("server closed"));
server.bind(0, "127.0.0.1", () => {
  const { port } = server.address();
  const sent = (error, bytes) => log("sent", error, bytes);
  client.send("text", port, sent);
  client.send(Buffer.from("a buffer"), port, "127.0.0.1", sent);
  client.send(Buffer.from("part of it"), 5, 2, port, "127.0.0.1", sent);
  client.send(["se", Buffer.from("ver"), new Uint8Array([97, 108])], port, "127.0.0.1", sent);
  client.send(new Uint16Array([0x4142]), port, sent);
  client.send("", port, sent);
  client.send([], port, sent);
  client.send(Buffer.alloc(3000, "x"), 0, 1, port, sent);
  client.sendto(Buffer.from("legacy"), 0, 6, port, "127.0.0.1", sent);
  setTimeout(() => client.send("end", port, sent), 50);
});
console.log(server.constructor.name, client.type, typeof server.ref, server.listenerCount("message"));
