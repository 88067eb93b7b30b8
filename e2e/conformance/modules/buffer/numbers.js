// Numbers in and out, of every width and order.
const buffer = Buffer.from([0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0xfa, 0xf9, 0xf8, 0x7f]);
for (const width of ["8", "16LE", "16BE", "32LE", "32BE"]) console.log(width, buffer[`readInt${width}`](0), buffer[`readUInt${width}`](1), buffer[`readUint${width}`](1));
console.log(buffer.readBigInt64LE(0), buffer.readBigUInt64BE(1), buffer.readIntLE(0, 6), buffer.readUIntBE(1, 3), buffer.readIntBE(2, 5));
console.log(buffer.readFloatLE(0), buffer.readDoubleBE(1), buffer.readFloatBE(5), buffer.readDoubleLE());
const out = Buffer.alloc(24);
let at = 0;
at = out.writeInt8(-2, at);
at = out.writeUInt16LE(0x1234, at);
at = out.writeUInt16BE(0x1234, at);
at = out.writeInt32LE(-5, at);
at = out.writeUInt32BE(0xdeadbeef, at);
at = out.writeIntLE(-123456, at, 3);
at = out.writeUIntBE(0x010203040506, at, 6);
console.log(at, out.toString("hex"));
out.writeBigInt64BE(-1n, 0);
out.writeBigUInt64LE(0x0102030405060708n, 8);
out.writeFloatBE(1.5, 16);
out.writeFloatLE(NaN, 20);
console.log(out.toString("hex"), out.writeDoubleLE(-0, 0), out.readDoubleLE(0), Object.is(out.readDoubleLE(0), -0));
const attempt = (act) => {
  try {
    console.log(act());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
for (const act of [() => buffer.readInt8(9), () => buffer.readInt16LE(8), () => buffer.readInt8(1.5), () => buffer.readInt8("0"), () => buffer.readIntLE(0, 7), () => buffer.readIntLE(0), () => out.writeInt8(128), () => out.writeUInt8(-1), () => out.writeUInt16LE(65536), () => out.writeInt32BE(2 ** 31), () => out.writeBigInt64LE(2n ** 63n), () => out.writeBigInt64LE(5), () => out.writeUIntBE(256, 0, 1), () => Buffer.alloc(0).readInt8(), () => out.writeInt16LE(1, 23), () => out.writeUInt8("7", 0), () => out.writeInt8(undefined, 0)]) attempt(act);
