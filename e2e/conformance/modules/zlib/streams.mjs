import zlib from "node:zlib";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
const lines = Array.from({ length: 200 }, (_, index) => `line number ${index}\n`);
for (const [pack, unpack] of [["Gzip", "Gunzip"], ["Deflate", "Inflate"], ["DeflateRaw", "InflateRaw"], ["BrotliCompress", "BrotliDecompress"], ["ZstdCompress", "ZstdDecompress"], ["Gzip", "Unzip"]]) {
  const options = pack === "BrotliCompress" ? { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } } : {};
  let text = "";
  await pipeline(Readable.from(lines), zlib[`create${pack}`](options), zlib[`create${unpack}`](), async (source) => {
    source.setEncoding("utf8");
    for await (const chunk of source) text += chunk;
  });
  console.log(pack, unpack, text === lines.join(""));
}
