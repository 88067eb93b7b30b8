const zlib = require("node:zlib");
const stream = zlib.createDeflateRaw({ level: 9 });
const parts = [];
stream.on("data", (chunk) => parts.push(chunk));
stream.on("end", () => {
  const whole = Buffer.concat(parts);
  console.log(whole.toString("hex"), String(zlib.inflateRawSync(whole)).length);
});
stream.write("abcabcabc ".repeat(20), () =>
  stream.params(0, zlib.constants.Z_DEFAULT_STRATEGY, (error) => {
    console.log("changed", error);
    stream.end("abcabcabc ".repeat(5));
  }),
);
