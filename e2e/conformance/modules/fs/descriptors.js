// Descriptor numbers, closing, and what uses closed ones.
const fs = require("node:fs");
const a = fs.openSync("a", "w+");
const b = fs.openSync("b", "w+");
const c = fs.openSync("c", "w+");
console.log(b - a, c - b);
fs.closeSync(b);
console.log(fs.openSync("d", "w") === b, fs.readlinkSync(`/proc/self/fd/${b}`).endsWith("/d"));
fs.writeSync(a, "through the descriptor");
console.log(fs.readFileSync(`/proc/self/fd/${a}`, "utf8"), fs.readFileSync(`/dev/fd/${a}`, "utf8"));
fs.unlinkSync("a");
fs.writeSync(a, "!");
console.log(fs.fstatSync(a).nlink, fs.fstatSync(a).size, fs.readSync(a, Buffer.alloc(30), 0, 30, 0));
fs.closeSync(a);
for (const attempt of [
  () => fs.closeSync(a),
  () => fs.readSync(a, Buffer.alloc(1)),
  () => fs.writeSync(a, "x"),
  () => fs.fstatSync(a),
  () => fs.ftruncateSync(a),
  () => fs.fsyncSync(a),
  () => fs.fdatasyncSync(a),
  () => fs.fchmodSync(a, 0o600),
  () => fs.futimesSync(a, 1, 1),
  () => fs.fchownSync(a, 0, 0),
  () => fs.closeSync(-1),
  () => fs.closeSync("3"),
  () => fs.closeSync(1.5),
  () => fs.closeSync(),
  () => fs.closeSync(12345),
]) {
  try {
    console.log("ok", attempt());
  } catch ({ name, message, code, errno, syscall }) {
    console.log(name, message, code, errno, syscall);
  }
}
console.log(fs.fsyncSync(c), fs.fdatasyncSync(c), fs.fchmodSync(c, 0o600), fs.fchownSync(c, 0, 0));
fs.close(c, (error) => {
  console.log("closed", error);
  fs.close(c, (error) => console.log(error.message));
});
fs.close(b);
