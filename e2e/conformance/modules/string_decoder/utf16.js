// UTF-16 with halves of units and of pairs.
const { StringDecoder } = require("node:string_decoder");
const run = (chunks) => {
  const decoder = new StringDecoder("utf16le");
  const parts = chunks.map((hex) => [escape(decoder.write(Buffer.from(hex, "hex"))), decoder.lastNeed, decoder.lastTotal]);
  console.log(chunks.join(), JSON.stringify(parts), escape(decoder.end()));
};
for (const chunks of [["3dd84d"], ["3dd8", "4ddc"], ["3d", "d84ddc"], ["3dd84d", "dc"], ["61", "00"], ["6100d8"], ["00d861"], ["00d8", "6100"], ["00d800d800dc"], ["3dd8", "3d", "d8", "4ddc"], ["616161", "d83d", "d8"]]) run(chunks);
