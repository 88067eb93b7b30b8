// throws, doesNotThrow and what they compare with.
const assert = require("node:assert");
const attempt = (check) => {
  try {
    check();
    console.log("passes");
  } catch (error) {
    console.log(`${error.name} ${error.code}: ${error.message}`);
  }
};
const boom = () => { throw Object.assign(new TypeError("Wrong value"), { code: 404, info: { nested: true } }); };
attempt(() => assert.throws(boom));
attempt(() => assert.throws(boom, TypeError));
attempt(() => assert.throws(boom, RangeError));
attempt(() => assert.throws(boom, /^TypeError: Wrong value$/));
attempt(() => assert.throws(boom, /right/));
attempt(() => assert.throws(boom, { name: "TypeError", message: /^Wrong/, code: 404, info: { nested: true } }));
attempt(() => assert.throws(boom, { message: "Other", code: 404 }));
attempt(() => assert.throws(boom, (error) => error instanceof TypeError));
attempt(() => assert.throws(boom, (error) => error.code === 1));
attempt(() => assert.throws(boom, function named() { return 0; }));
attempt(() => assert.throws(() => {}, "nothing was thrown"));
attempt(() => assert.throws(() => {}, TypeError, "none"));
attempt(() => assert.throws(boom, "Wrong value"));
attempt(() => assert.throws(boom, {}));
attempt(() => assert.throws("x"));
attempt(() => assert.doesNotThrow(() => 1));
attempt(() => assert.doesNotThrow(boom));
attempt(() => assert.doesNotThrow(boom, TypeError, "with a word"));
attempt(() => assert.doesNotThrow(boom, RangeError));
attempt(() => assert.throws(() => { throw null; }));
attempt(() => assert.throws(() => { throw "text"; }, /te/));
