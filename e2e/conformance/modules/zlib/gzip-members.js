function tell(label, work) {
  try {
    console.log(label, work());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const zlib = require("node:zlib");
console.log(zlib.gzipSync("hello").toString("hex"));
const two = Buffer.concat([zlib.gzipSync("one "), zlib.gzipSync("two")]);
console.log(String(zlib.gunzipSync(two)), String(zlib.unzipSync(two)), String(zlib.unzipSync(zlib.deflateSync("plain"))));
console.log(String(zlib.gunzipSync(Buffer.concat([zlib.gzipSync("padded"), Buffer.alloc(10)]))));
tell("garbage", () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), Buffer.from([0x1f, 0x8b, 0xff, 0xff])])));
tell("trailing", () => String(zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])]))));
tell("cut", () => zlib.gunzipSync(two.subarray(0, 10)));
tell("cut but wanted", () => String(zlib.gunzipSync(two.subarray(0, 20), { finishFlush: zlib.constants.Z_SYNC_FLUSH })));
