const zlib = require("node:zlib");
const stream = zlib.createGzip();
stream.on("close", () => console.log("closed", stream.destroyed));
stream.write("thrown away", () => {
  stream.reset();
  stream.end("kept");
});
const parts = [];
stream.on("data", (chunk) => parts.push(chunk));
stream.on("end", () => console.log("end", Buffer.concat(parts).length));
const other = zlib.createInflate();
other.on("error", (error) => console.log("error", error.code));
other.on("close", () => console.log("other closed"));
other.close(() => console.log("close callback"));
const broken = zlib.createInflate();
broken.on("error", (error) => console.log("broken", error.code, error.errno, broken.destroyed));
broken.write("not zlib");
