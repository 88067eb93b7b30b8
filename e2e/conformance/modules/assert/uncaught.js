// An assertion that nothing catches ends the process.
const assert = require("node:assert");
process.on("exit", (code) => console.log("exit", code));
function check(list) {
  assert.deepStrictEqual(list, [1, 2, { three: 3 }], undefined);
}
check([1, 2, { three: 4 }]);
