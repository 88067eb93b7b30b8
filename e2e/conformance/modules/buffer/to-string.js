// Text out of bytes in each encoding.
const bytes = Buffer.from([0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xff, 0x00, 0xf0, 0x9f, 0x98, 0x80]);
for (const encoding of ["utf8", "UTF-8", "hex", "base64", "base64url", "latin1", "binary", "ascii", "ucs2", "utf16le", "ucs-2", "utf-16le"])
  console.log(encoding, JSON.stringify(bytes.toString(encoding)), JSON.stringify(bytes.toString(encoding, 1, 5)));
console.log(JSON.stringify([bytes.toString("utf8", -5, 3), bytes.toString("utf8", 5, 2), bytes.toString("utf8", 100), bytes.toString(undefined, 0, 1), bytes.toString("utf8", "1", "3")]));
for (const bad of ["nope", 5, null, {}])
  try {
    console.log(JSON.stringify(bytes.toString(bad)));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
console.log(Buffer.isEncoding("HEX"), Buffer.isEncoding("utf-8"), Buffer.isEncoding("utf-7"), Buffer.isEncoding(5), Buffer.isEncoding(""));
for (const text of ["", "abc", "é", "€😀", "\ud800"]) console.log(["utf8", "ucs2", "latin1", "hex", "base64"].map((encoding) => Buffer.byteLength(text, encoding)).join(" "));
console.log(Buffer.byteLength(new ArrayBuffer(5)), Buffer.byteLength(new Uint16Array(3)), Buffer.byteLength("YWJj====", "base64"));
console.log(JSON.stringify(bytes), bytes.toLocaleString("hex"), String(Buffer.from("ok")), Buffer.from("ok") + "!");
console.log(bytes, Buffer.alloc(60), Object.assign(Buffer.from("x"), { extra: 1 }), new (class Own extends Uint8Array {})(2));
console.log(bytes.latin1Slice(0, 3), bytes.utf8Slice(1, 3), bytes.hexSlice(), bytes.asciiSlice(0, 2), bytes.ucs2Slice(0, 2).length);
