// read and write with positions, offsets, lengths and options; gaps read as zeros.
const fs = require("node:fs");
const fd = fs.openSync("file", "w+");
console.log(fs.writeSync(fd, "0123456789"), fs.writeSync(fd, "AB", 3), fs.writeSync(fd, Buffer.from("xyz"), 1, 2, 20));
console.log(JSON.stringify(fs.readFileSync("file", "latin1")), fs.fstatSync(fd).size);
const buffer = Buffer.alloc(8, ".");
console.log(fs.readSync(fd, buffer, 0, 4, 0), buffer.toString());
console.log(fs.readSync(fd, buffer), JSON.stringify(buffer.toString("latin1")));
console.log(fs.readSync(fd, buffer, { position: 2, offset: 6, length: 2 }), buffer.toString("latin1"));
console.log(fs.readSync(fd, buffer, { position: 0 }), fs.readSync(fd, buffer, 0, 8, 1000));
console.log(fs.readSync(fd, buffer, 0, 2, 5n), buffer.toString("latin1", 0, 2), fs.readSync(fd, buffer, 0, 0, 0));
console.log(fs.writeSync(fd, "é", null, "utf8"), fs.writeSync(fd, "é", 0, "latin1"), fs.writeSync(fd, "6869", 1, "hex"));
console.log(fs.readFileSync("file"));
const views = [new Uint8Array(2), new Uint16Array(1), new DataView(new ArrayBuffer(3))];
console.log(fs.readvSync(fd, views, 0), views);
console.log(fs.writevSync(fd, [Buffer.from("one"), new Uint8Array([45]), Buffer.from("two")], 30), fs.fstatSync(fd).size);
console.log(fs.writevSync(fd, []), fs.readvSync(fd, [], 0));
fs.ftruncateSync(fd, 5);
console.log(fs.readFileSync("file"), fs.readSync(fd, buffer), fs.writeSync(fd, "end"), fs.fstatSync(fd).size);
fs.closeSync(fd);
const append = fs.openSync("file", "a+");
fs.writeSync(append, "appended", 0);
console.log(fs.readSync(append, buffer, 0, 8, 0), fs.readFileSync("file").subarray(-8).toString());
fs.closeSync(append);
const again = fs.openSync("file", "r");
for (const attempt of [
  () => fs.readSync(again, buffer, 9),
  () => fs.readSync(again, buffer, 0, 9),
  () => fs.readSync(again, buffer, -1),
  () => fs.readSync(again, buffer, 0, 1, -2),
  () => fs.readSync(again, buffer, 0, 1, 1.5),
  () => fs.readSync(again, "text"),
  () => fs.readSync(again, Buffer.alloc(0)),
  () => fs.writeSync(again, "x"),
  () => fs.writeSync(again, { toString: () => "x" }),
  () => fs.writeSync(again, buffer, 9),
  () => fs.writeSync(again, buffer, 0, 9),
  () => fs.readvSync(again, [1]),
  () => fs.ftruncateSync(again, 1),
]) {
  try {
    console.log("ok", attempt());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
