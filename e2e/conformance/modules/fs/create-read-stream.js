// createReadStream: ranges, high-water marks, encodings, events, descriptors.
const fs = require("node:fs");
fs.writeFileSync("file", "abcdefghijklmnopqrstuvwxyz");
const read = (options, path = "file") =>
  new Promise((resolve) => {
    const events = [];
    let stream;
    try {
      stream = fs.createReadStream(path, options);
    } catch (error) {
      return resolve(`${error.code} ${error.message}`);
    }
    for (const name of ["open", "ready", "end", "close"]) stream.on(name, () => events.push(name));
    stream.on("data", (chunk) => events.push(typeof chunk === "string" ? chunk : `<${chunk}>`));
    stream.on("error", (error) => events.push(error.message));
    stream.on("close", () => resolve(`${events.join(" ")} ${stream.bytesRead} ${stream.path} ${stream.fd}`));
  });
(async () => {
  for (const options of [
    undefined,
    { start: 5 },
    { end: 3 },
    { start: 2, end: 9, highWaterMark: 3 },
    { start: 24, end: 100 },
    { start: 30 },
    { encoding: "utf8", highWaterMark: 10 },
    "hex",
    { start: 5, end: 4 },
    { start: -1 },
    { start: "1" },
    { end: 1.5 },
    { flags: "w+", start: 0 },
    { autoClose: true, emitClose: true, highWaterMark: 1, end: 2 },
  ])
    console.log(JSON.stringify(options), await read(options));
  console.log(await read({}, "none"));
  console.log(await read({}, "."));
  fs.writeFileSync("file", "0123456789");
  const fd = fs.openSync("file");
  console.log(await read({ fd, start: 3, end: 5, autoClose: false }), fs.fstatSync(fd).size);
  fs.readSync(fd, Buffer.alloc(2));
  console.log(await read({ fd }));
  const stream = fs.createReadStream("file");
  console.log(stream.pending, stream.bytesRead, stream instanceof fs.ReadStream, stream.flags, stream.mode.toString(8));
  stream.destroy(new Error("enough"));
  stream.on("error", (error) => console.log(error.message));
  stream.on("close", () => {
    console.log("closed", stream.destroyed, stream.pending);
    const aborted = fs.createReadStream("file", { signal: AbortSignal.abort() });
    aborted.on("error", (error) => console.log(error.name, error.code));
  });
})();
