// flags: --expose-internals --no-warnings
// A stream of JavaScript behind a socket, and what native code would point to.
const JSStreamSocket = require("internal/js_stream_socket");
const { Duplex } = require("node:stream");
const { inspect, types } = require("node:util");
const written = [];
const duplex = new Duplex({
  read() {},
  write(chunk, _encoding, done) {
    written.push(chunk.toString());
    done();
  },
});
const socket = new JSStreamSocket(duplex);
socket.on("data", (chunk) => console.log("data", String(chunk)));
socket.on("end", () => console.log("end", written.join("+"), socket.bytesRead, socket.bytesWritten));
socket.write("one");
socket.write("two", () => {
  duplex.push("three");
  duplex.push(null);
});
const { JSStream } = require("internal/test/binding").internalBinding("js_stream");
const external = new JSStream()._externalStream;
console.log(types.isExternal(external), types.isExternal({}), /^\[External: [0-9a-f]+\]$/.test(inspect(external)));
console.log(inspect(new JSStream()).slice(0, 8));
