const { createHook, AsyncResource } = require("async_hooks");
const fs = require("fs");
const kinds = new Map();
const seen = [];
createHook({
  init(id, type) {
    kinds.set(id, type);
  },
  destroy(id) {
    if (/FSREQ|PBKDF2|RANDOM|MINE/.test(kinds.get(id))) seen.push(kinds.get(id));
  },
}).enable();
new AsyncResource("MINE", { requireManualDestroy: true }).emitDestroy();
fs.stat(".", () => {
  require("crypto").randomBytes(4, () => {
    require("crypto").pbkdf2("a", "b", 1, 4, "sha1", () => {
      setTimeout(() => fs.writeSync(1, `${seen.join("\n")}\n`), 50);
    });
  });
});
