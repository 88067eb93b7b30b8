// What a socket keeps alive, what ends it, and what tools see of it.
const dgram = require("node:dgram");
const { AsyncLocalStorage, createHook } = require("node:async_hooks");
const { once } = require("node:events");
const diagnostics = require("node:diagnostics_channel");
diagnostics.subscribe("udp.socket", ({ socket }) => seen.push(socket.type));
const seen = [];
const kinds = [];
const hook = createHook({
  init(id, type) {
    if (/UDP/.test(type)) kinds.push(type);
  },
}).enable();
(async () => {
  const storage = new AsyncLocalStorage();
  const socket = dgram.createSocket("udp4");
  console.log(process.getActiveResourcesInfo().filter((kind) => /UDP/.test(kind)).length);
  await once(socket.bind(0, "127.0.0.1"), "listening");
  console.log(process.getActiveResourcesInfo().filter((kind) => /UDP/.test(kind)));
  console.log(socket.unref() === socket, socket.ref() === socket);
  storage.run("kept", () => socket.on("message", () => console.log("message", storage.getStore())));
  storage.run("sender", () => socket.send("x", socket.address().port, "127.0.0.1", () => console.log("sent", storage.getStore())));
  await once(socket, "message");
  socket.once("message", () => {
    throw new Error("thrown");
  });
  process.once("uncaughtException", (error) => console.log("caught", error.message));
  socket.send("x", socket.address().port, "127.0.0.1");
  await once(process, "uncaughtException");
  socket.send("after it", socket.address().port, "127.0.0.1");
  await once(socket, "message");

  const order = [];
  socket.on("close", () => order.push("event"));
  console.log(socket.close(() => order.push("callback")) === socket);
  await once(socket, "close");
  console.log(order.join());

  const controller = new AbortController();
  const aborted = dgram.createSocket({ type: "udp4", signal: controller.signal });
  aborted.bind(0);
  controller.abort();
  await once(aborted, "close");
  const disposed = dgram.createSocket("udp4");
  await disposed[Symbol.asyncDispose]();
  await disposed[Symbol.asyncDispose]();
  const early = dgram.createSocket("udp4");
  early.bind(0, () => console.log("never"));
  early.close();
  await once(early, "close");
  const queued = dgram.createSocket("udp4");
  queued.send("x", 9, "127.0.0.1", (error) => console.log("sent before", error));
  queued.close(() => console.log("closed after"));
  await once(queued, "close");

  const own = dgram.createSocket({
    type: "udp4",
    lookup: (host, family, callback) => {
      console.log("lookup", host, family);
      callback(null, "127.0.0.1", 4);
    },
  });
  own.bind(0, "some.where");
  console.log(own.address().address);
  own.unref();
  const kept = dgram.createSocket("udp4").bind(0).unref();
  console.log(seen.join(), [...new Set(kinds)].join(), kept.type);
  hook.disable();
  process.on("exit", () => console.log("exit"));
})();
