// What stat says of files, directories, links, devices and descriptors.
const fs = require("node:fs");
fs.writeFileSync("file", "twelve bytes");
fs.mkdirSync("dir/sub", { recursive: true });
fs.symlinkSync("file", "link");
fs.linkSync("file", "hard");
const kinds = ["isFile", "isDirectory", "isSymbolicLink", "isFIFO", "isSocket", "isCharacterDevice", "isBlockDevice"];
const told = (stats) => kinds.filter((kind) => stats[kind]()).join();
for (const name of ["file", "dir", "dir/sub", "link", "hard", "/dev/null", "/dev/zero", "/"]) {
  const [stat, lstat] = [fs.statSync(name), fs.lstatSync(name)];
  console.log(name, told(stat), told(lstat), stat.mode.toString(8), lstat.mode.toString(8));
}
const file = fs.statSync("file");
console.log(file.size, file.nlink, file.blksize, file.blocks, fs.statSync("dir").nlink, fs.lstatSync("link").size);
console.log(file.ino === fs.statSync("hard").ino, file.ino === fs.statSync("link").ino, file.ino > 0, file.dev > 0);
console.log(Object.keys(file).join(), file instanceof fs.Stats);
console.log(file.mtime instanceof Date, file.mtime.getTime() === Math.round(file.mtimeMs), Number.isInteger(file.size));
const big = fs.statSync("file", { bigint: true });
console.log(Object.keys(big).join(), big.constructor.name, big.size, big.mode.toString(8));
console.log(big.mtimeNs / 1000000n === big.mtimeMs, typeof big.atimeNs, big.isFile());
console.log(fs.statSync("none", { throwIfNoEntry: false }), fs.lstatSync("none/x", { throwIfNoEntry: false }));
console.log(fs.statSync("file/x", { throwIfNoEntry: false }));
const fd = fs.openSync("dir");
console.log(told(fs.fstatSync(fd)), told(fs.fstatSync(fd, { bigint: true })));
fs.closeSync(fd);
for (const attempt of [
  () => fs.statSync("none"),
  () => fs.lstatSync("none"),
  () => fs.fstatSync(fd),
  () => fs.statSync("file/x"),
  () => fs.statSync(""),
  () => fs.statSync("a".repeat(256)),
  () => fs.statSync("x\0y"),
]) {
  try {
    attempt();
  } catch ({ message, code, errno, syscall, path }) {
    console.log(message.slice(0, 90), code, errno, syscall, path?.length);
  }
}
