const { createHook, AsyncResource } = require("async_hooks");
const fs = require("fs");
const net = require("net");
const kinds = new Map();
const seen = [];
createHook({
  init(id, type) { kinds.set(id, type); },
  destroy(id) { if (/FSREQ|TCPSERVER|PBKDF2|RANDOM|MINE/.test(kinds.get(id))) seen.push(kinds.get(id)); },
}).enable();
new AsyncResource("MINE", { requireManualDestroy: true }).emitDestroy();
fs.stat(".", () => {
  require("crypto").randomBytes(4, () => {
    require("crypto").pbkdf2("a", "b", 1, 4, "sha1", () => {
      const server = net.createServer().listen(0, () => server.close(() => {
        const timer = setTimeout(() => {}, 1000);
        clearTimeout(timer);
        setImmediate(() => setTimeout(() => fs.writeSync(1, `${seen.join("\n")}\n`), 20));
      }));
    });
  });
});
