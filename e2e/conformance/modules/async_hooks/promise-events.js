const { createHook, executionAsyncId, triggerAsyncId } = require("async_hooks");
const fs = require("fs");
const names = new Map();
const log = [];
createHook({
  init(id, type, trigger, resource) { if (type === "PROMISE") { names.set(id, names.size + 1); log.push(["init", names.get(id), names.get(trigger) ?? "-", resource instanceof Promise]); } },
  before(id) { if (names.has(id)) log.push(["before", names.get(id)]); },
  after(id) { if (names.has(id)) log.push(["after", names.get(id)]); },
  promiseResolve(id) { log.push(["resolve", names.get(id)]); },
}).enable();
const p = new Promise((resolve) => { log.push(["executor", names.size]); resolve(1); });
const q = p.then((value) => { log.push(["then", value, names.get(executionAsyncId()), names.get(triggerAsyncId())]); return value + 1; });
q.then((value) => { throw new Error(String(value)); }).catch((error) => log.push(["catch", error.message]));
Promise.resolve(5).then((value) => log.push(["five", value]));
Promise.reject(new Error("no")).then(() => {}, (error) => log.push(["rejected", error.message]));
setTimeout(() => { for (const line of log) fs.writeSync(1, `${line.join(" ")}\n`); }, 20);
