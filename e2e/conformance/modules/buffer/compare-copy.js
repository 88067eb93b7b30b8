// equals, compare, copy, concat, slices.
const a = Buffer.from("abc");
const b = Buffer.from("abd");
console.log(a.equals(Buffer.from("abc")), a.equals(new Uint8Array([97, 98, 99])), Buffer.compare(a, b), Buffer.compare(b, a), a.compare(Buffer.from("ab")), [b, a, Buffer.from("")].sort(Buffer.compare));
console.log(a.compare(Buffer.from("xxabcx"), 2, 5), a.compare(b, 0, 2, 0, 2), a.compare(b, 2, 3, 2));
const target = Buffer.alloc(6, ".");
console.log(a.copy(target, 1), target.toString(), a.copy(target, 5), target.toString(), a.copy(target, 0, 2), target.toString(), a.copy(target, 9), a.copy(target, 0, 3));
const self = Buffer.from("abcdef");
self.copy(self, 2, 0, 4);
console.log(self.toString(), Buffer.concat([a, b]).toString(), Buffer.concat([a, b], 4).toString(), Buffer.concat([a], 5), Buffer.concat([]));
const part = self.subarray(1, 3);
part[0] = 0x21;
console.log(self.toString(), self.slice(-2).toString(), self.slice(2, -1).toString(), part.parent === self.buffer, part.offset === part.byteOffset);
console.log(Buffer.from("0102030405060708", "hex").swap16(), Buffer.from("0102030405060708", "hex").swap32(), Buffer.from("0102030405060708", "hex").swap64());
for (const bad of [() => a.equals("abc"), () => Buffer.compare(a, "x"), () => a.compare(b, 9), () => a.compare(b, 0, 9), () => a.copy("x"), () => a.copy(target, -1), () => a.copy(target, 0, 9), () => Buffer.concat(5), () => Buffer.concat([5]), () => Buffer.concat([a], -1), () => a.swap16()])
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
console.log([...a.entries()], [...a.keys()], [...a.values()], a.at(-1), a.map((x) => x + 1), a.filter((x) => x > 97), a.toReversed().constructor.name);
