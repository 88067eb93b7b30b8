// Operations are told of as destroyed when their object is collected, unless they are so by hand.
const { AsyncResource, createHook } = require("node:async_hooks");
require("node:v8").setFlagsFromString("--expose-gc");
const gc = require("node:vm").runInNewContext("gc");
const made = [];
createHook({
  init(id, type) {
    if (type === "MINE") made.push(id);
  },
  destroy(id) {
    if (made.includes(id)) console.log("destroyed", made.indexOf(id));
  },
}).enable();
(() => {
  new AsyncResource("MINE");
  new AsyncResource("MINE", { requireManualDestroy: true });
  new AsyncResource("MINE").emitDestroy();
})();
const collect = () => (gc(), new Promise((resolve) => setTimeout(resolve, 20)));
collect().then(collect).then(() => console.log("end"));
