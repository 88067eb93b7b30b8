const { monitorEventLoopDelay, performance } = require("perf_hooks");
const delay = monitorEventLoopDelay({ resolution: 5 });
console.log(delay.enable(), delay.enable(), delay.count, delay.max, delay.mean, delay.exceeds);
for (const bad of [{ resolution: 0 }, { resolution: "a" }, 1, { samplePerIteration: 1 }])
  try { monitorEventLoopDelay(bad); } catch (e) { console.log(e.code, e.message); }
setTimeout(() => {
  const end = Date.now() + 40;
  while (Date.now() < end);
}, 20);
setTimeout(() => {
  console.log(delay.count > 1, delay.min > 0, delay.max > 3e7, delay.mean > 1e6, delay.percentile(100) === delay.max, typeof delay.stddev);
  console.log(delay.disable(), delay.disable());
  delay.reset();
  console.log(delay.count, delay.max);
  const { nodeTiming } = performance;
  console.log(nodeTiming.name, nodeTiming.entryType, nodeTiming.startTime, nodeTiming.nodeStart < nodeTiming.v8Start, nodeTiming.v8Start < nodeTiming.environment, nodeTiming.environment < nodeTiming.bootstrapComplete, nodeTiming.loopStart >= nodeTiming.bootstrapComplete, nodeTiming.loopExit);
  process.on("exit", () => console.log(nodeTiming.loopExit > nodeTiming.loopStart));
}, 200);
console.log(performance.nodeTiming.loopStart, performance.nodeTiming.loopExit, performance.nodeTiming.idleTime);
