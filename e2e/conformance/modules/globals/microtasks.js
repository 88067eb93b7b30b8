// The order of ticks, microtasks, timers and immediates.
// racy: whether a millisecond has passed when the loop begins
const log = [];
setTimeout(() => log.push("timeout"), 0);
setImmediate(() => log.push("immediate"));
process.nextTick(() => { log.push("tick"); process.nextTick(() => log.push("tick in tick")); queueMicrotask(() => log.push("microtask in tick")); });
queueMicrotask(() => { log.push("microtask"); process.nextTick(() => log.push("tick in microtask")); });
Promise.resolve().then(() => log.push("promise")).then(() => log.push("promise 2"));
(async () => { log.push("sync in async"); await null; log.push("after await"); })();
log.push("main");
setTimeout(() => console.log(log.join(", ")), 20);
for (const bad of [() => queueMicrotask(), () => queueMicrotask(5), () => setTimeout(5), () => setImmediate("x"), () => clearTimeout({}), () => clearImmediate(null)]) try { console.log(bad()); } catch (error) { console.log(error.name, error.code, error.message); }
process.on("uncaughtException", (error) => console.log("uncaught", error.message));
queueMicrotask(() => { throw new Error("in a microtask"); });
