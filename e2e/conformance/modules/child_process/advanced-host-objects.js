// Host objects between processes: those that are no views are copied by their own properties.
const { fork } = require("node:child_process");
const { MessageChannel } = require("node:worker_threads");
if (process.argv[2] === "child") {
  process.on("message", (value) => {
    const { isBuffer } = Buffer;
    process.send({ kind: isBuffer(value) ? "Buffer" : value.constructor.name, keys: Object.keys(value).slice(0, 3), value });
  });
  return;
}
const child = fork(__filename, ["child"], { serialization: "advanced" });
const { port1, port2 } = new MessageChannel();
port1.visible = { nested: new Map([[1, Buffer.from("é")]]) };
const odd = Buffer.from("abc");
odd.constructor = Uint8Array;
const posing = new Uint8Array([1, 2]);
posing.constructor = Buffer;
const values = [port1, Buffer.from("x"), odd, posing, new Float64Array([0.5])];
child.on("message", ({ kind, keys, value }) => {
  console.log(kind, keys, value.visible ?? value);
  if (values.length > 0) return child.send(values.shift());
  child.disconnect();
  port1.close();
  port2.close();
});
child.send(values.shift());
