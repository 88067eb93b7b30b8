// basename, dirname, extname, isAbsolute.
const path = require("node:path");
for (const text of ["", "/", "a", "a/", "/a", "a/b.c", "a/b.c.d", ".rc", "a/.rc", ".rc.js", "a.", "..", "...", "a..", "/a/b//", "//a", "C:\\a\\b.txt", "C:\\", "C:", "C:a", "\\\\srv\\share\\f.x", "a\\b", "file:stream"])
  console.log(JSON.stringify(text), [path.basename(text), path.dirname(text), path.extname(text), path.isAbsolute(text)], [path.win32.basename(text), path.win32.dirname(text), path.win32.extname(text), path.win32.isAbsolute(text)]);
for (const [text, suffix] of [["a.html", ".html"], ["a.html", "html"], ["a.html", "a.html"], ["a/", "a"], ["aaa", "a"], ["a.html/", ".html"], [".js", ".js"], ["x/y.tar.gz", ".gz"]])
  console.log(text, suffix, path.basename(text, suffix), path.win32.basename(text, suffix));
for (const attempt of [() => path.basename(5), () => path.basename("a", 5), () => path.dirname(null), () => path.extname(), () => path.isAbsolute({})])
  try {
    attempt();
  } catch (error) {
    console.log(error.code, error.message);
  }
console.log(path.sep, path.delimiter, path.win32.sep, path.win32.delimiter, path.posix === path, path.win32.posix === path.posix, path.toNamespacedPath("/a"), path.win32.toNamespacedPath("C:\\a"));
