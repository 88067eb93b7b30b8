const { createHook, AsyncResource, executionAsyncId } = require("async_hooks");
const { writeSync } = require("fs");
const names = new Map();
const hook = createHook({
  init(id, type, trigger) {
    if (!/^(Timeout|Immediate|TickObject|Mine)$/.test(type)) return;
    names.set(id, type);
    writeSync(1, `init ${type} by ${names.get(executionAsyncId()) ?? "main"}\n`);
  },
  before(id) {
    if (names.has(id)) writeSync(1, `before ${names.get(id)}\n`);
  },
  after(id) {
    if (names.has(id)) writeSync(1, `after ${names.get(id)}\n`);
  },
  destroy(id) {
    if (names.get(id) === "Mine") writeSync(1, "destroy Mine\n");
  },
}).enable();
setImmediate(() => process.nextTick(() => {}));
setTimeout(() => {
  hook.disable();
  setImmediate(() => {});
}, 100);
const mine = new AsyncResource("Mine");
mine.runInAsyncScope(() => {});
mine.emitDestroy();
try {
  createHook({ init: 5 });
} catch ({ code, message }) {
  writeSync(1, `${code} ${message}\n`);
}
