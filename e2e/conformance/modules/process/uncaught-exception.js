process.on("uncaughtExceptionMonitor", (error, origin) => console.log("monitor", error?.message ?? error, origin));
process.on("uncaughtException", (error, origin) => console.log("caught", error?.message ?? error, origin));
setTimeout(() => { throw new Error("timer"); }, 1);
setTimeout(() => console.log("later timer"), 1);
setImmediate(() => { throw null; });
process.nextTick(() => { throw new Error("tick"); });
process.nextTick(() => console.log("next tick"));
Promise.reject(new Error("promise"));
process.on("exit", (code) => console.log("exit", code));
throw new Error("main");
// racy: whether the timer is due when the loop begins depends on how long the program took
