import zlib from "node:zlib";
import { promisify } from "node:util";
for (const [pack, unpack] of [["deflate", "inflate"], ["deflateRaw", "inflateRaw"], ["gzip", "gunzip"], ["gzip", "unzip"], ["brotliCompress", "brotliDecompress"], ["zstdCompress", "zstdDecompress"]]) {
  const made = await promisify(zlib[pack])("some text, some more text");
  console.log(pack, made.toString("base64"), String(await promisify(zlib[unpack])(made)));
}
for (const input of [new Uint16Array([1, 2]), new ArrayBuffer(3), new DataView(new ArrayBuffer(2)), "text"])
  console.log((await promisify(zlib.deflateRaw)(input)).toString("hex"));
try {
  zlib.deflate("text");
} catch (error) {
  console.log(error.code, error.message);
}
