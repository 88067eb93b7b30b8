// Resolvers and servers of the program's own: several, silent ones, ones that are not there; cancelling; what is seen of it.
const dgram = require("node:dgram");
const dns = require("node:dns");
const { AsyncLocalStorage } = require("node:async_hooks");
const { once } = require("node:events");
const show = (name, work) => {
  try {
    console.log(name, work());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const answering = (last) =>
  dgram.createSocket("udp4", function (query, { port }) {
    const name = query.toString("latin1", 13, 13 + query[12]);
    if (name === "silent" || this.quiet) return;
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, last]);
    const reply = Buffer.concat([query, answer]);
    reply.writeUInt16BE(0x8180, 2);
    reply.writeUInt16BE(1, 6);
    this.asked = (this.asked ?? 0) + 1;
    this.send(reply, port, "127.0.0.1");
  });
(async () => {
  const [one, two, gone] = [answering(1), answering(2), answering(3)];
  for (const socket of [one, two, gone]) await once(socket.bind(0, "127.0.0.1"), "listening");
  const at = (socket) => `127.0.0.1:${socket.address().port}`;
  const resolver = new dns.promises.Resolver({ timeout: 300, tries: 2 });
  resolver.setServers([at(one), at(two)]);
  console.log(await resolver.resolve4("x"), one.asked, two.asked);
  console.log(await resolver.resolve("y"), await resolver.resolve("z", "A"), one.asked, two.asked);
  one.quiet = true;
  console.log("the second", await resolver.resolve4("x"));
  const place = at(gone);
  gone.close();
  await once(gone, "close");
  resolver.setServers([place, at(two)]);
  console.log("nobody at the first", await resolver.resolve4("x"));
  const lone = new dns.Resolver({ timeout: 250, tries: 1 });
  lone.setServers([at(two)]);
  const outcomes = [];
  await new Promise((resolve) => {
    for (const name of ["a", "silent", "b", "silent"])
      lone.resolve4(name, (error, addresses) => outcomes.push(`${name} ${error?.code} ${addresses}`) === 4 && resolve());
    console.log(typeof lone.resolve4("c", () => {}).getAsyncId());
    lone.cancel();
  });
  console.log(outcomes.join("; "));
  await new Promise((resolve) => {
    lone.resolve4("silent", (error) => resolve(console.log(error.code, error.message)));
    show("pending", () => lone.setServers(["127.0.0.1"]));
  });
  new AsyncLocalStorage().run("kept", () => {});
  const storage = new AsyncLocalStorage();
  await storage.run("kept", () => new Promise((resolve) => lone.resolve4("x", () => resolve(console.log(storage.getStore())))));
  lone.setServers(["127.0.0.1", "[::1]:5353", "0:0:0:0:0:0:0:1", "1.2.3.4:53", "::ffff:1.2.3.4"]);
  console.log(lone.getServers());
  lone.setServers([]);
  console.log(lone.getServers());
  await new Promise((resolve) => lone.resolve4("x", (error) => resolve(console.log(error.code))));
  for (const servers of ["x", ["x"], ["127.0.0.1:x"], [1], ["127.0.0.1:70000"]]) show("servers", () => lone.setServers(servers));
  for (const args of [["1.2.3.4"], ["::1"], ["x"], ["1.2.3.4", "1.2.3.4"], ["::1", "::1"], ["::1", "1.2.3.4"], ["1.2.3.4", "x"], [1]])
    show(`from ${args}`, () => new dns.Resolver().setLocalAddress(...args));
  for (const options of [{ timeout: 1.5 }, { tries: 0 }, { maxTimeout: -1 }, { timeout: "1" }]) show("options", () => typeof new dns.Resolver(options));
  for (const args of [[], [1], ["x"], ["x", "y", () => {}], ["x", 1, () => {}]]) show("resolve", () => dns.resolve(...args));
  dns.setServers([at(two)]);
  dns.resolve4("d", (error, addresses) => {
    console.log("of the module", error, addresses);
    dns.promises.setServers([at(two)]);
    dns.promises.resolve4("d").then((all) => {
      console.log(all);
      one.close();
      two.close();
      dns.lookupService("192.0.2.1", 22, (error) => console.log(error.code, error.syscall));
    });
  });
})();
