// createWriteStream: flags, start, cork, backpressure, events, errors.
const fs = require("node:fs");
const { once } = require("node:events");
(async () => {
  const stream = fs.createWriteStream("file", { highWaterMark: 5 });
  const events = [];
  for (const name of ["open", "ready", "drain", "finish", "close"]) stream.on(name, () => events.push(name));
  console.log(stream.pending, stream.write("abc"), stream.write("defgh"), stream.writableLength, stream.bytesWritten);
  await once(stream, "drain");
  console.log(stream.bytesWritten, typeof stream.fd, stream.path);
  stream.cork();
  for (const part of ["1", Buffer.from("2"), "é"]) stream.write(part, "utf8");
  stream.write("ff", "hex");
  stream.uncork();
  stream.end("end", () => events.push("end callback"));
  await once(stream, "close");
  console.log(events.join(), stream.bytesWritten, fs.readFileSync("file"), stream.fd);
  const patch = fs.createWriteStream("file", { flags: "r+", start: 2 });
  patch.end("XX");
  await once(patch, "finish");
  console.log(fs.readFileSync("file", "latin1"));
  const append = fs.createWriteStream("file", { flags: "a", mode: 0o600 });
  append.end("+");
  await once(append, "close");
  console.log(fs.readFileSync("file", "latin1"));
  for (const [path, options] of [
    ["none/x", {}],
    ["file", { flags: "wx" }],
    [".", {}],
  ]) {
    const failing = fs.createWriteStream(path, options);
    const [error] = await once(failing, "error");
    console.log(error.message, failing.destroyed);
  }
  const flushed = fs.createWriteStream("flushed", { flush: true, encoding: "latin1" });
  flushed.end("é");
  await once(flushed, "close");
  console.log(fs.readFileSync("flushed"));
  for (const options of [{ start: -1 }, { start: "1" }, { flush: 1 }, { fs: {} }, "nope"])
    try {
      fs.createWriteStream("x", options);
    } catch (error) {
      console.log(error.code, error.message);
    }
  const late = fs.createWriteStream("late");
  late.end();
  late.write("after", (error) => console.log(error.code));
  late.on("error", (error) => console.log(error.code, error.message));
  late.on("close", () => late.close((error) => console.log("closed again", error)));
})();
