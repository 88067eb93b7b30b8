// Clocks of a process, which its threads share: when it started, and how busy it was.
const { performance } = require("node:perf_hooks");
const { Worker } = require("node:worker_threads");
const before = performance.eventLoopUtilization();
console.log(before.active >= 0 && before.active < 60_000, before.idle < 60_000);
const { nodeStart, v8Start, environment, bootstrapComplete, loopStart, loopExit } = performance.nodeTiming;
console.log(nodeStart > 0, v8Start > nodeStart, environment > v8Start, bootstrapComplete > environment);
console.log(loopStart, loopExit, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
setTimeout(() => {
  const { idle, active, utilization } = performance.eventLoopUtilization(before);
  console.log(idle > 0, active >= 0, active < 60_000, utilization >= 0 && utilization <= 1);
  console.log(performance.nodeTiming.loopStart >= bootstrapComplete, performance.nodeTiming.loopStart < 60_000);
  const code = `const { performance } = require("node:perf_hooks");
    const { active } = performance.eventLoopUtilization();
    require("node:worker_threads").parentPort.postMessage(
      { origin: performance.timeOrigin, now: performance.now(), uptime: process.uptime(), active });`;
  new Worker(code, { eval: true }).on("message", ({ origin, now, uptime, active }) => {
    console.log(origin === performance.timeOrigin, now > 100, now <= performance.now() + 5, uptime > 0.1);
    console.log(active >= 0 && active < 60_000);
  });
}, 100);
