const { promiseHooks } = require("v8");
const log = [];
const ids = new Map();
const id = (promise) => promise && (ids.has(promise) ? ids.get(promise) : (ids.set(promise, ids.size + 1), ids.size));
const stops = [
  promiseHooks.onInit((promise, parent) => log.push(`init ${id(promise)} of ${id(parent)}`)),
  promiseHooks.onBefore((promise) => log.push(`before ${id(promise)}`)),
  promiseHooks.onAfter((promise) => log.push(`after ${id(promise)}`)),
  promiseHooks.onSettled((promise) => log.push(`settled ${id(promise)}`)),
];
const first = new Promise((resolve, reject) => { log.push("executor"); setTimeout(resolve, 5, "value"); });
const second = first.then((value) => { log.push(`got ${value}`); return value; });
second.then(() => { throw new Error("x"); }).catch(() => log.push("caught"));
setTimeout(() => {
  for (const stop of stops) stop();
  new Promise((resolve) => resolve()).then(() => log.push("not seen"));
  setTimeout(() => console.log(log.join("\n")), 5);
}, 30);
for (const bad of [undefined, 1, async () => {}])
  try { promiseHooks.onInit(bad); console.log("taken"); } catch (e) { console.log(e.code, e.message); }
const all = promiseHooks.createHook({ init() {}, settled() {} });
console.log(typeof all, all());
