// parse and format, and back again.
const path = require("node:path");
for (const text of ["/home/user/file.txt", "./a/b", "a.b.c", "", "/", "..", ".bashrc", "/a/b/", "C:\\path\\dir\\file.txt", "C:", "\\\\server\\share\\x.y", "x\\", "//a/b"]) {
  console.log(JSON.stringify(text), path.parse(text), path.win32.parse(text));
  console.log(path.format(path.parse(text)), path.win32.format(path.win32.parse(text)));
}
for (const parts of [{ dir: "/x", base: "y" }, { root: "/", base: "y" }, { root: "/", name: "n", ext: "txt" }, { name: "n", ext: ".e" }, { dir: "d", name: "n", base: "wins", ext: ".e" }, { dir: "/", root: "/", base: "b" }, {}])
  console.log(path.format(parts), path.win32.format(parts));
for (const bad of [null, undefined, "x", 5, true])
  try {
    path.format(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
