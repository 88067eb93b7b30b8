const log = (...values) => console.log(...values);
setImmediate(() => log("immediate"));
setTimeout(() => log("timeout"), 0);
process.nextTick((a, b) => log("tick", a, b), 1, 2);
Promise.resolve().then(() => { log("then 1"); process.nextTick(() => log("tick from then")); }).then(() => log("then 2"));
queueMicrotask(() => log("microtask"));
process.nextTick(() => { log("tick 2"); Promise.resolve().then(() => log("then from tick")); process.nextTick(() => log("tick from tick")); });
(async () => { log("async"); await null; log("after await"); })();
log("main");
try {
  process.nextTick("no function");
} catch (error) {
  log(error.code, error.message);
}
// racy: whether the timer is due when the loop begins depends on how long the program took
