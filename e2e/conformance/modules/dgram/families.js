// Both families of addresses, and sockets that share a port.
const dgram = require("node:dgram");
const { once } = require("node:events");
const open = async (options, ...place) => {
  const socket = dgram.createSocket(options);
  await once(socket.bind(...place), "listening");
  return socket;
};
const refused = (options, port, address) =>
  new Promise((resolve) => {
    const socket = dgram.createSocket(options);
    socket.on("error", (error) => resolve(error.code)).bind(port, address, () => socket.close(() => resolve("none")));
  });
(async () => {
  const dual = await open("udp6", 0);
  console.log(dual.address().address, dual.address().family);
  const { port } = dual.address();
  const four = await open("udp4", 0, "127.0.0.1");
  const six = await open("udp6", 0, "::1");
  for (const [from, host] of [
    [four, "127.0.0.1"],
    [six, "::1"],
    [dual, "::ffff:127.0.0.1"],
  ]) {
    from.send("x", port, host);
    const [, rinfo] = await once(dual, "message");
    console.log(host, rinfo.address, rinfo.family, rinfo.size);
  }
  dual.send("back", four.address().port, "::ffff:127.0.0.1");
  const [, rinfo] = await once(four, "message");
  console.log(rinfo.address, rinfo.family, rinfo.port === port);
  console.log(await refused("udp4", port, "127.0.0.1"), await refused("udp4", port, "0.0.0.0"));
  console.log(await refused("udp6", port, "::1"), await refused({ type: "udp6", ipv6Only: true }, port));
  dual.close();
  await once(dual, "close");
  const only = await open({ type: "udp6", ipv6Only: true }, port);
  console.log("only", await refused("udp4", port, "0.0.0.0"));
  four.send("lost", port, "127.0.0.1");
  six.send("found", port, "::1");
  console.log(String((await once(only, "message"))[0]));
  for (const socket of [only, four, six]) socket.close();

  const one = await open({ type: "udp4", reuseAddr: true }, 0, "127.0.0.1");
  const shared = one.address().port;
  console.log(await refused("udp4", shared, "127.0.0.1"), await refused({ type: "udp4", reusePort: true }, shared, "127.0.0.1"));
  const two = await open({ type: "udp4", reuseAddr: true }, shared, "127.0.0.1");
  one.on("message", () => console.log("one"));
  two.on("message", () => console.log("two"));
  one.send("to the last", shared, "127.0.0.1");
  await once(two, "message");
  two.close();
  await once(two, "close");
  one.send("to the first", shared, "127.0.0.1");
  await once(one, "message");
  one.close();
  const group = [];
  for (let i = 0; i < 3; i++) group.push(await open({ type: "udp4", reusePort: true }, group[0]?.address().port ?? 0, "127.0.0.1"));
  let got = 0;
  await new Promise((resolve) => {
    for (const socket of group) socket.on("message", () => ++got === 20 && resolve());
    for (let i = 0; i < 20; i++) {
      const sender = dgram.createSocket("udp4");
      sender.send("x", group[0].address().port, "127.0.0.1", () => sender.close());
    }
  });
  console.log("all", got);
  for (const socket of group) socket.close();
})();
