// write and fill.
const buffer = Buffer.alloc(10);
console.log(buffer.write("héllo"), buffer.toString("hex"), buffer.write("xyz", 8), buffer.write("abc", 1, 2), buffer.write("ff00", "hex"), buffer.write("€€€€", 0, 7), buffer.toString("hex"));
console.log(buffer.write("YWJj", 3, "base64"), buffer.write("ab", 4, 3, "utf16le"), buffer.write("é", 9), buffer.write(""), buffer.toString("hex"));
console.log(buffer.utf8Write("zz", 1), buffer.hexWrite("abc", 0), buffer.latin1Write("\u0141", 2, 1), buffer.asciiWrite("é", 3, 1), buffer.toString("hex"));
console.log(Buffer.alloc(7).fill("abc"), Buffer.alloc(5).fill("é"), Buffer.alloc(5).fill(Buffer.from([1, 2])), Buffer.alloc(4).fill("ab", 1, 3), Buffer.alloc(4).fill(0x141), Buffer.alloc(3).fill(""), Buffer.alloc(5).fill("6162", "hex"), Buffer.alloc(3).fill(true), Buffer.alloc(4).fill("\u0222", "latin1"), Buffer.alloc(5).fill("YQ", "base64"));
for (const bad of [() => buffer.write(5), () => buffer.write("x", 11), () => buffer.write("x", -1), () => buffer.write("x", 0, 11), () => buffer.write("x", "nope"), () => buffer.fill("x", -1), () => buffer.fill("x", 0, 11), () => buffer.fill("zz", "hex"), () => buffer.fill("x", 0, 5, "nope"), () => buffer.fill("x", "a"), () => buffer.fill(Buffer.alloc(0))])
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
