// UTF-8 that is cut anywhere.
const { StringDecoder } = require("node:string_decoder");
const run = (encoding, chunks) => {
  const decoder = new StringDecoder(encoding);
  const parts = chunks.map((hex) => [decoder.write(Buffer.from(hex, "hex")), decoder.lastNeed, decoder.lastTotal, decoder.lastChar.toString("hex")]);
  console.log(encoding, chunks.join(), JSON.stringify(parts), JSON.stringify(decoder.end()));
};
for (const chunks of [["e2", "82", "ac"], ["e282", "ac"], ["f09f", "9880"], ["c3"], ["e0", "80"], ["ed", "a0", "80"], ["f0", "82"], ["f5"], ["e261"], ["e2", "61"], ["e282", "e2"], ["f09f98", "61"], ["80"], ["c0"], ["fffe"], ["c3", "c3", "a9"], ["efbb", "bf61"], ["e2", "f09f", "9880"], [""]]) run("utf8", chunks);
const all = Buffer.from("aé€😀z");
for (let size = 1; size < 5; size++) {
  const decoder = new StringDecoder();
  let text = "";
  for (let at = 0; at < all.length; at += size) text += decoder.write(all.subarray(at, at + size));
  console.log(size, text + decoder.end());
}
