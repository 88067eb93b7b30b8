// Refused connections, taken addresses, wrong arguments.
const net = require("node:net");
const plain = (text) => String(text).replace(/\b\d{4,5}\b/g, "PORT");
const server = net.createServer().listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  const second = net.createServer();
  second.on("error", ({ message, code, errno, syscall, address }) => {
    console.log(plain(message), code, errno, syscall, address);
    server.close(() => {
      const socket = net.connect(port, "127.0.0.1");
      socket.on("error", ({ message, code, errno, syscall, address }) => console.log(plain(message), code, errno, syscall, address));
      socket.on("close", (bad) => {
        console.log("close", bad);
        net.connect("/tmp/no-such-socket").on("error", ({ message, code, syscall, address }) => console.log(message, code, syscall, address));
        net.createServer().listen("/no/such/dir/socket").on("error", ({ message, code }) => console.log(message, code));
        net.connect(port, "localhost").on("error", (error) => console.log(error.constructor.name, error.code));
      });
    });
  });
  second.listen(port, "127.0.0.1");
  try {
    server.listen(port);
  } catch (error) {
    console.log(error.code, error.message);
  }
});
for (const attempt of [
  () => net.connect({}),
  () => net.connect({ port: 70000 }),
  () => net.connect({ port: "x" }),
  () => net.connect({ port: 1, host: 5 }),
  () => net.connect({ port: 1, localAddress: "zzz" }),
  () => net.connect({ port: 1, family: 5, lookup: "x" }),
  () => net.createServer("x"),
  () => net.createServer().listen({ port: -1 }),
  () => net.createServer().listen({}),
  () => new net.Socket({ fd: -1 }),
  () => new net.Socket().setTimeout("x"),
])
  try {
    attempt().on("error", () => {});
    console.log("taken");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
