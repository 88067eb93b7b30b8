// Buffers as typed arrays, and in structures.
const { inspect } = require("node:util");
const buffer = Buffer.from([3, 1, 2]);
console.log(buffer instanceof Uint8Array, Object.prototype.toString.call(buffer), buffer.constructor === Buffer, Buffer.name, Buffer.length);
console.log(buffer.slice().sort(), buffer.toSorted(), buffer.with(0, 9), buffer.join("-"), buffer.reverse(), buffer.findLast((x) => x > 1));
console.log(JSON.stringify({ buffer }), JSON.parse(JSON.stringify(buffer), (key, value) => (value?.type === "Buffer" ? Buffer.from(value) : value)));
console.log(inspect({ a: { b: { c: buffer } } }), inspect(buffer, { showHidden: true }).includes("byteLength"), inspect([buffer, buffer]));
console.log(structuredClone(buffer), structuredClone(buffer) instanceof Buffer, new Uint8Array(buffer), Uint8Array.from(buffer));
console.log(Buffer.from(buffer.buffer, buffer.byteOffset, 2), new DataView(buffer.buffer, buffer.byteOffset, 3).getUint16(0));
const resizable = new ArrayBuffer(4, { maxByteLength: 8 });
const tracking = Buffer.from(resizable);
resizable.resize(6);
console.log(tracking.length, tracking.toString("hex"));
const shared = Buffer.from(new SharedArrayBuffer(3));
shared.write("abc");
console.log(shared.toString(), shared.equals(Buffer.from("abc")), Buffer.concat([shared]).toString("base64"));
