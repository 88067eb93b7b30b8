const fs = require("node:fs");
const { performance } = require("node:perf_hooks");

const { uvMetricsInfo } = performance.nodeTiming;
console.log("main", uvMetricsInfo.loopCount, uvMetricsInfo.events, uvMetricsInfo.eventsWaiting);

const turn = (name) => console.log(name, performance.nodeTiming.uvMetricsInfo.loopCount);

setImmediate(() => {
  turn("immediate");
  setImmediate(() => {
    turn("second");
    fs.statSync(".");
    process.nextTick(() => turn("tick"));
    setImmediate(() => {
      turn("third");
      setTimeout(() => {
        turn("timer");
        setImmediate(() => turn("after the timer"));
      }, 20);
    });
  });
});
