// BlockList and SocketAddress.
const net = require("node:net");
const list = new net.BlockList();
list.addAddress("1.2.3.4");
list.addRange("10.0.0.1", "10.0.0.10");
list.addSubnet("192.168.0.0", 16);
list.addSubnet("8592:757c:efae:4e45::", 64, "ipv6");
for (const [address, family] of [["1.2.3.4"], ["1.2.3.5"], ["10.0.0.5"], ["10.0.0.11"], ["192.168.200.3"], ["::ffff:1.2.3.4", "ipv6"], ["8592:757c:efae:4e45:1::2", "ipv6"], ["::1", "ipv6"]])
  console.log(address, list.check(address, family));
console.log(list.rules, net.BlockList.isBlockList(list), net.BlockList.isBlockList({}));
const address = new net.SocketAddress({ address: "::1", family: "ipv6", port: 80, flowlabel: 5 });
console.log(address, address.address, address.port, address.family, address.flowlabel, new net.SocketAddress());
console.log(net.SocketAddress.parse("1.2.3.4:56"), net.SocketAddress.parse("[::1]:7"), net.SocketAddress.parse("nope"));
console.log(net.isIP("1.2.3.4"), net.isIP("::1"), net.isIP("x"), net.isIPv4("01.2.3.4"), net.isIPv6("::ffff:1.2.3.4"), net.isIPv6("1::2::3"));
console.log(list.check(new net.SocketAddress({ address: "10.0.0.2" })), list.toJSON?.());
for (const attempt of [() => list.addAddress("x"), () => list.addSubnet("1.2.3.4", 33), () => list.addRange("2.0.0.0", "1.0.0.0"), () => list.check(5), () => new net.SocketAddress({ port: -1 }), () => new net.SocketAddress({ family: "x" })])
  try {
    attempt();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
const server = net.createServer({ blockList: undefined }).listen(0, () => {
  const blocked = new net.BlockList();
  blocked.addAddress("127.0.0.1");
  const socket = net.connect({ port: server.address().port, host: "127.0.0.1", blockList: blocked });
  socket.on("error", (error) => console.log(error.code, error.message));
  socket.on("close", () => server.close());
});
