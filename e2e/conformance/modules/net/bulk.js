// Many bytes with backpressure, in both directions at once.
const net = require("node:net");
const crypto = require("node:crypto");
const size = 3_000_000;
const server = net.createServer((socket) => {
  const hash = crypto.createHash("sha1");
  let read = 0;
  socket.on("data", (data) => {
    read += data.length;
    hash.update(data);
  });
  socket.on("end", () => socket.end(`${read} ${hash.digest("hex")}`));
});
server.listen(0, () => {
  const socket = net.connect(server.address().port);
  const chunk = Buffer.alloc(50_000, "abcdefg");
  let left = size;
  let waits = 0;
  const more = () => {
    while (left > 0) {
      left -= chunk.length;
      if (!socket.write(chunk)) {
        waits++;
        return socket.once("drain", more);
      }
    }
    socket.end();
  };
  more();
  let answer = "";
  socket.setEncoding("utf8").on("data", (text) => (answer += text));
  socket.on("close", () => {
    console.log(answer, waits > 0, socket.bytesWritten, socket.writableLength);
    server.close();
  });
});
