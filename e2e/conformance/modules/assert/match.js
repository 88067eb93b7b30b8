// match and doesNotMatch.
const assert = require("node:assert");
const attempt = (check) => {
  try {
    check();
    console.log("passes");
  } catch (error) {
    console.log(`${error.name} ${error.code} ${error.operator}: ${error.message}`);
  }
};
attempt(() => assert.match("abc", /b/));
attempt(() => assert.match("abc", /x/));
attempt(() => assert.match("two\nlines", /x/, "said"));
attempt(() => assert.match(5, /5/));
attempt(() => assert.match({ a: 1 }, /5/));
attempt(() => assert.match("abc", "abc"));
attempt(() => assert.doesNotMatch("abc", /x/));
attempt(() => assert.doesNotMatch("abc", /b/));
attempt(() => assert.doesNotMatch(5, /x/));
attempt(() => assert.match("abc", /x/, new SyntaxError("own")));
