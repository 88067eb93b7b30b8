const { mock } = require("node:test");
mock.timers.enable({ apis: ["setTimeout", "setInterval", "setImmediate", "Date"], now: 1000 });
const log = [];
setTimeout(() => log.push("100"), 100);
const interval = setInterval(() => log.push(`interval ${Date.now()}`), 40);
setImmediate(() => log.push("immediate"));
const cleared = setTimeout(() => log.push("never"), 50);
clearTimeout(cleared);
mock.timers.tick(99);
console.log(log, Date.now(), new Date().toISOString());
mock.timers.tick();
clearInterval(interval);
console.log(log.length, log.at(-1));
mock.timers.setTime(5000);
console.log(Date.now());
setTimeout(() => log.push("last"), 99999);
mock.timers.runAll();
console.log(log.at(-1), Date.now());
mock.timers.reset();
console.log(Date.now() > 1e12);
try { mock.timers.tick(1); } catch (error) { console.log(error.code, error.message); }
try { mock.timers.enable({ apis: ["none"] }); } catch (error) { console.log(error.code, error.message); }
