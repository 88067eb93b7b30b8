// Every open flag, by name and by number, on a file that exists and on one that does not.
const fs = require("node:fs");
const { O_RDONLY, O_RDWR, O_WRONLY, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY } = fs.constants;
const { O_NOFOLLOW } = fs.constants;
for (const flags of ["r", "rs", "r+", "rs+", "w", "wx", "w+", "wx+", "a", "ax", "a+", "ax+", "as", "as+", "q"]) {
  for (const exists of [true, false]) {
    fs.rmSync("file", { force: true });
    if (exists) fs.writeFileSync("file", "content");
    const told = [flags, exists ? "exists" : "missing"];
    let fd;
    try {
      fd = fs.openSync("file", flags);
      try {
        told.push(`read ${fs.readSync(fd, Buffer.alloc(4))}`);
      } catch (error) {
        told.push(error.message);
      }
      try {
        told.push(`wrote ${fs.writeSync(fd, "new")}`);
      } catch (error) {
        told.push(error.message);
      }
    } catch (error) {
      told.push(error.message);
    }
    if (fd !== undefined) fs.closeSync(fd);
    told.push(fs.existsSync("file") ? fs.readFileSync("file", "utf8") : "no file");
    console.log(told.join(" | "));
  }
}
fs.symlinkSync("file", "link");
fs.mkdirSync("dir");
const tries = [
  ["file", O_RDWR | O_CREAT | O_EXCL],
  ["other", O_WRONLY | O_CREAT | O_TRUNC],
  ["other", O_WRONLY | O_APPEND],
  ["file", O_RDONLY | O_DIRECTORY],
  ["dir", O_RDONLY | O_DIRECTORY],
  ["dir", O_WRONLY],
  ["dir", O_RDWR | O_CREAT],
  ["link", O_RDONLY | O_NOFOLLOW],
  ["file/x", O_RDONLY],
  ["file/", O_RDONLY],
  ["none/", O_WRONLY | O_CREAT],
];
for (const [name, flags] of tries) {
  try {
    fs.closeSync(fs.openSync(name, flags));
    console.log(name, flags, "open");
  } catch ({ message, errno, code, syscall, path }) {
    console.log(name, flags, message, errno, code, syscall, path);
  }
}
