const zlib = require("node:zlib");
for (const [name, options] of [["deflateSync", {}], ["gzipSync", { level: 1 }]]) {
  const { buffer, engine } = zlib[name]("some text", { ...options, info: true });
  console.log(name, buffer.toString("hex"), engine.constructor.name, engine.bytesWritten);
}
const inflated = zlib.inflateSync(Buffer.concat([zlib.deflateSync("text"), Buffer.from("more")]), { info: true });
console.log(String(inflated.buffer), inflated.engine.bytesWritten);
zlib.gzip("text", { info: true }, (error, { buffer, engine }) => console.log(error, buffer.length, engine.bytesWritten));
