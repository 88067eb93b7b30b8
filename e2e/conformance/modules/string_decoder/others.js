// base64, hex, latin1 and what is refused.
const { StringDecoder } = require("node:string_decoder");
for (const encoding of ["base64", "base64url", "hex", "latin1", "ascii", "binary"])
  for (const chunks of [["61", "62", "63"], ["6162"], ["616263", "ff"], ["61", "626364"]]) {
    const decoder = new StringDecoder(encoding);
    console.log(decoder.encoding, JSON.stringify(chunks.map((hex) => decoder.write(Buffer.from(hex, "hex")))), JSON.stringify(decoder.end(Buffer.from("z"))), JSON.stringify(decoder.end()));
  }
const decoder = new StringDecoder("UTF-8");
console.log(decoder.encoding, decoder.write("a string"), decoder.write(new Uint16Array([0xc3, 0xa9])), decoder.write(new DataView(new ArrayBuffer(1))), decoder.end("é"));
console.log(Object.keys(decoder), new StringDecoder("ucs2").encoding, new StringDecoder(undefined).encoding, new StringDecoder(null).encoding);
for (const bad of [() => new StringDecoder("nope"), () => new StringDecoder(5), () => decoder.write(5), () => decoder.write(null), () => decoder.write({})])
  try {
    bad();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
