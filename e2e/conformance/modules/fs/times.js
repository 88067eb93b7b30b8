// utimes, futimes, lutimes: numbers, text, dates, fractions, before the epoch.
const fs = require("node:fs");
fs.writeFileSync("file", "x");
fs.symlinkSync("file", "link");
const show = (name) => {
  const { atimeMs, mtimeMs, atime, mtime } = fs.lstatSync(name);
  const { atimeNs, mtimeNs } = fs.lstatSync(name, { bigint: true });
  console.log(name, atimeMs, mtimeMs, atime.toISOString(), mtime.toISOString(), atimeNs, mtimeNs);
};
for (const [a, m] of [
  [1, 2],
  [1.5, 2.25],
  ["10", "20.75"],
  [new Date(1e12), new Date(123456)],
  [2 ** 31, 2 ** 32],
  [1700000000.25, 1700000000.5],
  [0, 0],
]) {
  fs.utimesSync("file", a, m);
  show("file");
}
const fd = fs.openSync("file", "r+");
fs.futimesSync(fd, 100, 200);
fs.closeSync(fd);
show("file");
fs.lutimesSync("link", 300, 400);
console.log(fs.lstatSync("link").mtimeMs);
show("file");
fs.utimesSync("link", 5, 6);
console.log(fs.lstatSync("link").mtimeMs);
show("file");
for (const bad of [{}, undefined, "abc", true, null])
  try {
    fs.utimesSync("file", bad, 1);
    console.log("taken", bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
for (const name of ["utimesSync", "lutimesSync"])
  try {
    fs[name]("none", 1, 1);
  } catch (error) {
    console.log(error.message);
  }
const before = fs.statSync("file").ctimeMs;
fs.utimesSync("file", 1, 1);
const after = fs.statSync("file");
console.log(after.ctimeMs >= before, after.ctimeMs > 1e12, Math.abs(Date.now() - after.ctimeMs) < 60000);
