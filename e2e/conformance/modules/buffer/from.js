// Buffer.from and its many sources.
const { Buffer } = require("node:buffer");
console.log(Buffer.from([1, 256, -1, 2.7, "3", "x"]), Buffer.from("é€"), Buffer.from("6869zz", "hex"), Buffer.from("aGk", "base64"), Buffer.from("_-8", "base64url"));
const memory = new ArrayBuffer(8);
const view = Buffer.from(memory, 2, 3);
view[0] = 7;
console.log(new Uint8Array(memory), view.byteOffset, view.buffer === memory, Buffer.from(view) !== view);
console.log(Buffer.from(new Uint16Array([1, 258])), Buffer.from(new String("box")), Buffer.from({ length: 3, 0: 9, 2: 8 }), Buffer.from({ type: "Buffer", data: [1, 2] }));
console.log(Buffer.from({ [Symbol.toPrimitive]: () => "prim" }), Buffer.from({ valueOf: () => "value" }));
console.log(Buffer.alloc(4), Buffer.alloc(5, "ab"), Buffer.alloc(3, "YQ==", "base64"), Buffer.alloc(2, 258), Buffer.allocUnsafe(0), Buffer.allocUnsafeSlow(3).length);
console.log(Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1), Buffer.of(1, 2, 3), Buffer.isBuffer(Buffer.alloc(1)), Buffer.isBuffer(new Uint8Array(1)));
for (const bad of [() => Buffer.from(5), () => Buffer.from(null), () => Buffer.from(), () => Buffer.from({}), () => Buffer.from("x", "nope"), () => Buffer.from(memory, 9), () => Buffer.from(memory, 0, 9), () => Buffer.alloc(-1), () => Buffer.alloc("5"), () => Buffer.alloc(2 ** 53), () => Buffer.from(Symbol("s")), () => Buffer.alloc(1, ""), () => Buffer.alloc(1, "zz", "hex"), () => Buffer.copyBytesFrom([1])])
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
