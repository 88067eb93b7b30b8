// What is refused, when, and in which words.
const dgram = require("node:dgram");
const show = (name, work) => {
  try {
    console.log(name, work());
  } catch (error) {
    console.log(name, error.name, error.code, error.message.replaceAll(/:\d{4,5}\b/g, ":PORT"), error.syscall, error.errno);
  }
};
for (const type of ["udp", undefined, null, 4, {}, { type: "tcp4" }]) show("type", () => dgram.createSocket(type));
show("size", () => dgram.createSocket({ type: "udp4", recvBufferSize: -1 }));
show("lookup", () => dgram.createSocket({ type: "udp4", lookup: 1 }));
const unbound = dgram.createSocket("udp4");
for (const name of ["address", "remoteAddress", "disconnect", "getRecvBufferSize", "getSendQueueSize"]) show(name, () => unbound[name]());
show("setTTL", () => unbound.setTTL(1));
show("setTTL", () => unbound.setTTL("1"));
show("setBroadcast", () => unbound.setBroadcast(true));
show("setMulticastTTL", () => unbound.setMulticastTTL(8));
show("addMembership", () => unbound.addMembership());
for (const args of [[], [1], ["x"], ["x", 0], ["x", 65536], ["x", "a"], [{}, 1], [["x", 1], 1], ["x", 1, 1], [Buffer.alloc(2), 3, 1, 9], [Buffer.alloc(2), 1, 2, 9]])
  show(`send ${JSON.stringify(args).slice(0, 30)}`, () => unbound.send(...args));
show("connect", () => unbound.connect(0));
show("connect", () => unbound.connect(9, 9));
unbound.close();
for (const name of ["close", "address", "bind", "ref"]) show(`closed ${name}`, () => typeof unbound[name]());
show("closed send", () => unbound.send("x", 9));

const first = dgram.createSocket("udp4");
first.on("error", (error) => console.log("error", error.message));
first.bind(0, "127.0.0.1", () => {
  const { port } = first.address();
  show("bound twice", () => first.bind(port));
  show("no ttl", () => first.setTTL(0));
  show("no ttl", () => first.setTTL(256));
  show("no group", () => first.addMembership("127.0.0.1"));
  show("no address", () => first.addMembership("nothing"));
  show("no interface", () => first.setMulticastInterface("nothing"));
  show("not joined", () => first.dropMembership("224.0.0.9"));
  show("buffer", () => first.setRecvBufferSize(-1));
  const attempts = [
    (done) => {
      const second = dgram.createSocket("udp4");
      second.on("error", (error) => done(error, second));
      second.bind(port, "127.0.0.1");
    },
    (done) => dgram.createSocket("udp4").on("error", done).bind(0, "203.0.113.1"),
    (done) => dgram.createSocket("udp6").on("error", done).bind(0, "2001:db8::9"),
    (done) => first.send(Buffer.alloc(65508), port, "127.0.0.1", done),
    (done) => first.send("x", port, "255.255.255.255", done),
    (done) => dgram.createSocket("udp4").on("error", done).bind(0, "no.such.host.invalid"),
    (done) => first.send("x", port, "no.such.host.invalid", done),
  ];
  const next = () => {
    const attempt = attempts.shift();
    if (!attempt) return first.close();
    attempt((error, socket) => {
      const { code, errno, syscall, address } = error;
      console.log(error.message.replaceAll(port, "PORT"), code, errno, syscall, address, error.port === port);
      if (socket?.listenerCount) show("unbound again", () => typeof socket.bind(0, () => socket.close()));
      next();
    });
  };
  next();
});
