// Symbolic and hard links, loops, readlink and realpath.
const fs = require("node:fs");
fs.mkdirSync("a/b", { recursive: true });
fs.writeFileSync("a/b/file", "content");
fs.symlinkSync("b/file", "a/to-file");
fs.symlinkSync("a", "to-a", "dir");
fs.symlinkSync("nowhere", "dangling", "file");
fs.symlinkSync("loop2", "loop1");
fs.symlinkSync("loop1", "loop2");
fs.symlinkSync("..", "a/up");
fs.symlinkSync(process.cwd(), "absolute");
console.log(fs.readFileSync("to-a/to-file", "utf8"), fs.readFileSync("a/up/absolute/to-a/b/file", "utf8"));
for (const name of ["a/to-file", "to-a", "dangling", "loop1", "a/up"]) {
  console.log(name, fs.readlinkSync(name), fs.readlinkSync(name, "buffer"), fs.existsSync(name));
}
console.log(fs.readlinkSync("to-a", { encoding: "hex" }), fs.readlinkSync("absolute") === process.cwd());
const here = fs.realpathSync(".");
const from = (path) => path.replace(here, "<cwd>");
for (const name of ["to-a/to-file", "a/up/a/b", "absolute", ".", "to-a/../a/b/./file"])
  console.log(name, from(fs.realpathSync(name)), from(fs.realpathSync.native(name)));
for (const attempt of [
  () => fs.realpathSync("loop1"),
  () => fs.realpathSync.native("loop1"),
  () => fs.realpathSync("dangling"),
  () => fs.statSync("loop1"),
  () => fs.readFileSync("loop2"),
  () => fs.readlinkSync("a"),
  () => fs.readlinkSync("a/b/file"),
  () => fs.readlinkSync("none"),
  () => fs.symlinkSync("x", "to-a"),
  () => fs.symlinkSync("x", "none/y"),
  () => fs.linkSync("none", "new"),
  () => fs.linkSync("a", "new"),
  () => fs.linkSync("a/b/file", "to-a"),
  () => fs.openSync("dangling", "r"),
  () => fs.openSync("dangling", "wx"),
  () => fs.symlinkSync("", "empty"),
]) {
  try {
    console.log("ok", from(String(attempt())));
  } catch ({ message, code, errno, path, dest }) {
    console.log(from(message), code, errno, path && from(path), dest);
  }
}
fs.linkSync("a/b/file", "second");
fs.linkSync("dangling", "hard-dangling");
console.log(fs.statSync("second").nlink, fs.lstatSync("hard-dangling").isSymbolicLink());
fs.writeFileSync("second", "changed");
fs.unlinkSync("a/b/file");
console.log(fs.readFileSync("second", "utf8"), fs.statSync("second").nlink);
fs.writeFileSync("dangling", "made through the link");
console.log(fs.readFileSync("nowhere", "utf8"));
