const log = [];
setTimeout((...values) => log.push(values.join()), 40, "timeout 2", "x");
setTimeout(() => log.push("timeout 1"), 1);
setImmediate((value) => { log.push(value); setImmediate(() => log.push("second turn")); }, "immediate");
setTimeout(() => console.log(log.filter((entry) => entry.startsWith("timeout")), log.indexOf("second turn") > log.indexOf("immediate")), 80);
