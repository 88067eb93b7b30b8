// destroy, destroySoon, resetAndDestroy, abort signals, errors while connecting.
const net = require("node:net");
const server = net.createServer((socket) => {
  socket.on("error", (error) => console.log("server", error.code));
  socket.on("close", (bad) => console.log("server close", bad));
  socket.on("data", (data) => {
    if (String(data) === "reset") socket.resetAndDestroy();
    else if (String(data) === "destroy") socket.destroy();
    else socket.end();
  });
});
const connect = (send) =>
  new Promise((resolve) => {
    const socket = net.connect(server.address().port, () => socket.write(send));
    socket.on("error", (error) => console.log("client", error.code, error.message));
    socket.on("end", () => console.log("client end"));
    socket.resume().on("close", (bad) => setTimeout(() => resolve(console.log("client close", bad)), 10));
  });
server.listen(0, async () => {
  await connect("destroy");
  await connect("reset");
  await connect("end");
  const destroyed = net.connect(server.address().port);
  destroyed.on("error", (error) => console.log(error.message)).on("connect", () => console.log("never"));
  destroyed.destroy(new Error("changed my mind"));
  await new Promise((resolve) => destroyed.on("close", resolve));
  const controller = new AbortController();
  const aborted = net.connect({ port: server.address().port, signal: controller.signal });
  aborted.on("error", (error) => console.log(error.name, error.code));
  controller.abort();
  await new Promise((resolve) => aborted.on("close", resolve));
  try {
    destroyed.write("x", (error) => console.log(error.code));
  } catch (error) {
    console.log("thrown", error.code);
  }
  const stop = new AbortController();
  net.createServer().listen({ port: 0, signal: stop.signal }).on("close", () => console.log("listening aborted"));
  stop.abort();
  server.close(() => console.log("closed"));
});
