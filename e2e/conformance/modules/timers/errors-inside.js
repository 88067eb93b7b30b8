process.on("uncaughtException", (error) => console.log("caught", error.message));
setTimeout(() => { console.log("a"); throw new Error("in a"); }, 1);
setTimeout(() => console.log("b"), 1);
const interval = setInterval(() => { clearInterval(interval); throw new Error("in interval"); }, 15);
setTimeout(() => {
setImmediate(() => { process.nextTick(() => console.log("tick")); throw new Error("in immediate"); });
setImmediate(() => console.log("next immediate"));
setImmediate(() => console.log("third immediate"));
}, 30);
// racy: whether the timer is due when the loop begins depends on how long the program took
