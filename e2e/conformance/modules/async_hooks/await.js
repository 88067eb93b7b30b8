// What hooks are told of async functions and their awaits.
const { createHook, executionAsyncId, triggerAsyncId } = require("async_hooks"); const fs = require("fs");
const names = new Map(); let n = 0; const nm = (i) => names.has(i) ? names.get(i) : i <= 1 ? i : "?";
const log = (s) => fs.writeSync(1, s + "\n");
createHook({ init(id, type, trigger) { if (type !== "PROMISE" && type !== "Timeout") return; names.set(id, "p" + ++n); log(`init ${nm(id)} ${type} by ${nm(trigger)} in ${nm(executionAsyncId())}`); },
 before(id) { if (names.has(id)) log("before " + nm(id)); }, after(id) { if (names.has(id)) log("after " + nm(id)); }, promiseResolve(id) { if (names.has(id)) log("resolve " + nm(id)); } }).enable();
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function inner(x) { log("inner " + nm(executionAsyncId())); await null; log("inner after " + nm(executionAsyncId()) + nm(triggerAsyncId())); return x; }
async function fails() { throw 1 }
async function outer() { log("outer"); const v = await inner(2); log("outer after " + nm(executionAsyncId())); try { await fails() } catch (e) { log("caught in " + nm(executionAsyncId())) } await sleep(1); log("slept " + nm(executionAsyncId())); }
outer().then(() => log("done " + nm(executionAsyncId())));
