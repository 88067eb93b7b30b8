const zlib = require("zlib");
const tell = (name, work) => { try { console.log(name, work().toString()); } catch (e) { console.log(name, e.name, e.code, e.message); } };
const garbage = Buffer.from("garbage");
for (const [pack, unpack] of [["deflate", "inflate"], ["deflateRaw", "inflateRaw"], ["gzip", "gunzip"], ["gzip", "unzip"], ["deflate", "unzip"]]) {
  const packed = zlib[`${pack}Sync`]("text");
  for (const reject of [undefined, false, true]) {
    const options = { rejectGarbageAfterEnd: reject };
    tell(`${unpack} ${reject}`, () => zlib[`${unpack}Sync`](packed, options));
    tell(`${unpack} ${reject} +`, () => zlib[`${unpack}Sync`](Buffer.concat([packed, garbage]), options));
    tell(`${unpack} ${reject} x2`, () => zlib[`${unpack}Sync`](Buffer.concat([packed, packed]), options));
  }
}
tell("kind", () => zlib.inflateSync(zlib.deflateSync("a"), { rejectGarbageAfterEnd: 1 }));
zlib.gunzip(Buffer.concat([zlib.gzipSync("a"), garbage]), { rejectGarbageAfterEnd: true }, (e, r) => console.log(e?.code, r));
