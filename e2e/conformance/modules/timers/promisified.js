const { promisify } = require("node:util");
promisify(setTimeout)(1, "value").then(console.log);
promisify(setImmediate)("soon").then(console.log);
console.log(setTimeout[promisify.custom] === require("node:timers/promises").setTimeout, setInterval[promisify.custom]);
const controller = new AbortController();
promisify(setTimeout)(1000, null, { signal: controller.signal }).catch((error) => console.log(error.name, error.code));
controller.abort();
// racy: whether the timer is due when the loop begins depends on how long the program took
