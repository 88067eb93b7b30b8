// indexOf, lastIndexOf, includes with all kinds of needles.
const buffer = Buffer.from("this is a buffer is it");
console.log(buffer.indexOf("is"), buffer.indexOf("is", 3), buffer.indexOf("is", -5), buffer.lastIndexOf("is"), buffer.lastIndexOf("is", 10), buffer.lastIndexOf("is", -8));
console.log(buffer.indexOf(Buffer.from("buffer")), buffer.indexOf(97), buffer.indexOf(99.99 + 256), buffer.indexOf(new Uint8Array([105, 116])), buffer.indexOf(""), buffer.indexOf("", 5), buffer.indexOf("", 100));
console.log(buffer.includes("this"), buffer.includes("nope"), buffer.includes("this", 4), buffer.includes(0x62), buffer.lastIndexOf(""), buffer.indexOf("is", undefined), buffer.indexOf("is", null), buffer.indexOf("is", {}), buffer.lastIndexOf("is", NaN));
const utf16 = Buffer.from("ἀἁἂἀ", "utf16le");
console.log(utf16.indexOf("ἂ", 0, "utf16le"), utf16.lastIndexOf("ἀ", undefined, "utf16le"), utf16.indexOf("ἀ", 1, "ucs2"), utf16.indexOf(Buffer.from([0x1f])));
console.log(buffer.indexOf("697320", "hex"), buffer.indexOf("aXM=", 0, "base64"), buffer.indexOf("is", "latin1"), buffer.indexOf("is", 0, 4), buffer.lastIndexOf("is", 20, 8));
for (const bad of [[{}], [], [null], ["x", 0, "nope"], [Symbol.iterator]])
  try {
    console.log(buffer.indexOf(...bad));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
for (let at = -4; at < 5; at++) console.log(at, Buffer.from("aab").indexOf("a", at), Buffer.from("aab").lastIndexOf("a", at), Buffer.from("aab").indexOf("ab", at));
