// join and normalize on both kinds of paths.
const path = require("node:path");
for (const parts of [[], [""], ["a", "b"], ["/a", "..", ".."], ["a", "", "..", "..", "b"], ["./a", "./b/"], ["//a", "b"], [".", "."], ["..", "a"], ["a/b", "../../../c"], ["/"], ["", "/x"], ["a\\b", "c"]])
  console.log(JSON.stringify(parts), path.join(...parts), path.win32.join(...parts));
for (const text of ["", ".", "./", "a//b/./c/../d/", "/..", "/../a", "../..", "a/../..", "///", "/a/b/../../..", "C:\\x\\..\\y", "C:x", "C:", "\\\\server\\share\\..\\x", "//server/share/x", "C:/a/../..", "a/b\\c"])
  console.log(JSON.stringify(text), path.normalize(text), path.win32.normalize(text));
for (const bad of [null, undefined, 5, {}, true])
  try {
    path.join("a", bad);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
