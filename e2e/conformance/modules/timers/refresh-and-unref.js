let fired = 0;
const timer = setTimeout(() => { fired++; if (fired < 3) timer.refresh(); console.log("fired", fired); }, 2);
setTimeout(() => console.log("never"), 50_000).unref();
setImmediate(() => console.log("never in time")).unref();
const again = setTimeout(() => console.log("again"), 1);
setTimeout(() => again.refresh(), 60);
process.on("exit", () => console.log("exit", fired));
