function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const zlib = require("node:zlib");
tell("header", () => zlib.inflateSync("nothing"));
tell("raw", () => zlib.inflateRawSync(Buffer.from([7])));
tell("gunzip", () => zlib.gunzipSync("nothing"));
tell("empty", () => zlib.inflateSync(""));
const sum = zlib.deflateSync("text");
sum[sum.length - 1] ^= 1;
tell("check", () => zlib.inflateSync(sum));
tell("distance", () => zlib.inflateRawSync(Buffer.from("4b04f2ff", "hex")));
tell("level", () => zlib.deflateSync("", { level: 10 }));
tell("window", () => zlib.gzipSync("", { windowBits: 7 }));
tell("chunk", () => zlib.deflateSync("", { chunkSize: 1 }));
tell("strategy", () => zlib.deflateSync("", { strategy: 9 }));
tell("flush", () => zlib.deflateSync("", { flush: 99 }));
tell("dictionary", () => zlib.deflateSync("", { dictionary: 5 }));
tell("input", () => zlib.deflateSync(5));
zlib.inflate("nothing", (error, result) => console.log(error.name, error.code, error.errno, error.message, result));
