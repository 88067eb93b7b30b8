// Buffers, hops, broadcasts, groups.
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
  const socket = dgram.createSocket({ type: "udp4", recvBufferSize: 10000, sendBufferSize: 20000 });
  await once(socket.bind(0), "listening");
  console.log(socket.getRecvBufferSize(), socket.getSendBufferSize());
  socket.setRecvBufferSize(100);
  socket.setSendBufferSize(100);
  console.log(socket.getRecvBufferSize(), socket.getSendBufferSize(), socket.getSendQueueSize(), socket.getSendQueueCount());
  socket.setRecvBufferSize(50000);
  for (const hops of [1, 128, 255]) show("ttl", () => socket.setTTL(hops));
  for (const hops of [0, 1, 255, 256]) show("multicast ttl", () => socket.setMulticastTTL(hops));
  show("loopback", () => socket.setMulticastLoopback(false));
  show("loopback", () => socket.setMulticastLoopback(true));
  show("broadcast", () => socket.setBroadcast(true));
  for (const address of ["127.0.0.1", "0.0.0.0", "203.0.113.1", "::", "", 1]) show(`interface ${address}`, () => socket.setMulticastInterface(address));
  for (const name of ["addMembership", "addMembership", "dropMembership", "dropMembership"]) show(name, () => socket[name]("224.0.0.114", "127.0.0.1"));
  for (const name of ["addSourceSpecificMembership", "addSourceSpecificMembership", "dropSourceSpecificMembership", "dropSourceSpecificMembership"])
    show(name, () => socket[name]("127.0.0.1", "232.1.1.1", "127.0.0.1"));
  show("family", () => socket.addMembership("ff02::1"));
  show("interface", () => socket.addMembership("224.0.0.115", "203.0.113.1"));
  show("interface", () => socket.addMembership("224.0.0.115", "nothing"));
  show("source", () => socket.addSourceSpecificMembership(1, "232.1.1.1"));
  show("source", () => socket.addSourceSpecificMembership("::1", "232.1.1.1"));

  const members = [];
  for (let i = 0; i < 3; i++) {
    const member = dgram.createSocket({ type: "udp4", reuseAddr: true });
    await once(member.bind(members[0]?.address().port ?? 0), "listening");
    if (i < 2) member.addMembership("239.1.2.3", "127.0.0.1");
    members.push(member);
  }
  const told = [];
  await new Promise((resolve) => {
    for (const [index, member] of members.entries())
      member.on("message", (message, rinfo) => {
        told.push(`${index} ${message} ${rinfo.address}`);
        if (told.length === 2) setTimeout(resolve, 50);
      });
    socket.setMulticastInterface("127.0.0.1");
    socket.send("to the group", members[0].address().port, "239.1.2.3");
  });
  console.log(told.sort().join("; "));
  for (const each of [socket, ...members]) each.close();

  // Membership binds a socket that is not bound yet.
  const late = dgram.createSocket("udp4");
  late.addMembership("224.0.0.114", "127.0.0.1");
  console.log(late.address().port > 0);
  late.close();
})();
