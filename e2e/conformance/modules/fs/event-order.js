// Callbacks of file calls among ticks, microtasks, immediates and timers.
const fs = require("node:fs");
const log = [];
const add = (name) => () => log.push(name);
process.nextTick(add("tick"));
Promise.resolve().then(add("microtask"));
setImmediate(() => {
  log.push("immediate");
  process.nextTick(add("tick in immediate"));
  setImmediate(() => {
    log.push("second immediate");
    fs.access("none", access);
  });
});
process.on("exit", () => console.log(log.join("\n")));
function access() {
  log.push("access");
  process.nextTick(add("tick in callback"));
  Promise.resolve().then(add("microtask in callback"));
  setTimeout(stat, 10);
}
function stat() {
  fs.stat(".", () => {
    log.push("stat after timer");
    setTimeout(add("timer after stat"), 0);
    setImmediate(add("immediate after stat"));
  });
}
