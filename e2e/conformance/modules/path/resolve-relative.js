const path = require("node:path");
console.log(path.relative("/a/b/c", "/a/d"), path.relative("", "x"), path.relative("/a", "/a"));
console.log(path.resolve("/a", "..", "b", "./c"), path.resolve("x").endsWith("/x"));
console.log(path.win32.relative("C:\\a\\b", "C:\\a\\c"), path.win32.resolve("C:\\", "x", "..\\y"));
for (const bad of [null, 1, {}])
  try {
    path.resolve(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
