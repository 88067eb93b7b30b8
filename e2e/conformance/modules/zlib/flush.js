const zlib = require("node:zlib");
const stream = zlib.createDeflate({ level: 9 });
stream.on("data", (chunk) => console.log("data", chunk.toString("hex")));
stream.on("end", () => console.log("end", stream.bytesWritten));
stream.write("hello ", () => console.log("written"));
stream.flush(() => {
  console.log("full flush done");
  stream.write("world ");
  stream.flush(zlib.constants.Z_SYNC_FLUSH, () => {
    console.log("sync flush done");
    stream.end("again");
  });
});
