// matchesGlob.
const path = require("node:path");
const tries = [["a/b/c", "a/*/c"], ["a/b/c", "a/**"], ["a.js", "*.{js,ts}"], ["a/b.js", "*.js"], ["a/b.js", "**/*.js"], [".a", "*"], ["abc", "a?c"], ["abc", "a[a-c]c"], ["abc", "[!a]bc"], ["a/b", "a\\b"], ["", ""], ["x", "!(y)"], ["foo.test.js", "*.test.*"]];
for (const [text, pattern] of tries) console.log(text, pattern, path.matchesGlob(text, pattern), path.posix.matchesGlob(text, pattern));
for (const args of [[5, "x"], ["x", 5]])
  try {
    path.matchesGlob(...args);
  } catch (error) {
    console.log(error.code, error.message);
  }
