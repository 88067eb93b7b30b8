// /dev/null, /dev/zero, /dev/full, /dev/urandom and the standard streams by path.
const fs = require("node:fs");
console.log(fs.readFileSync("/dev/null").length, fs.writeFileSync("/dev/null", "gone"), fs.statSync("/dev/null").size);
const zero = fs.openSync("/dev/zero", "r+");
const buffer = Buffer.alloc(6, 1);
console.log(fs.readSync(zero, buffer), buffer, fs.writeSync(zero, "abc"));
fs.closeSync(zero);
const random = fs.openSync("/dev/urandom");
const [one, two] = [Buffer.alloc(16), Buffer.alloc(16)];
fs.readSync(random, one);
fs.readSync(random, two);
console.log(one.equals(two), fs.fstatSync(random).isCharacterDevice(), fs.fstatSync(random).rdev);
fs.closeSync(random);
try {
  fs.writeFileSync("/dev/full", "x");
} catch (error) {
  console.log(error.message);
}
console.log(fs.statSync("/dev/null").rdev, fs.statSync("/dev/zero").rdev, fs.statSync("/dev").isDirectory());
fs.writeSync(1, "to descriptor 1\n");
console.log(fs.readlinkSync("/dev/fd"), fs.readlinkSync("/dev/stdin"), fs.existsSync("/dev/tty0x"));
console.log(fs.readFileSync("/proc/self/cmdline", "latin1").split("\0").slice(1), fs.readlinkSync("/proc/self/cwd") === process.cwd());
console.log(fs.readFileSync("/proc/self/comm", "utf8").length > 1, fs.statSync("/tmp").mode.toString(8));
