// racy: how long things take is up to the machine
const { monitorEventLoopDelay } = require("node:perf_hooks");

const histogram = monitorEventLoopDelay({ samplePerIteration: true });
console.log(histogram.enable(), histogram.enable(), histogram.count);

for (const samplePerIteration of [1, "a", null])
  try {
    monitorEventLoopDelay({ samplePerIteration });
  } catch (error) {
    console.log(error.code, error.message);
  }

let left = 10;
const turn = () => {
  if (--left > 0) return setImmediate(turn);
  console.log(histogram.disable(), histogram.disable());
  console.log(histogram.count >= 9 && histogram.count <= 11, histogram.min > 0, histogram.max >= histogram.min);
  histogram.reset();
  console.log(histogram.count, histogram.max);
  histogram.enable();
  // Waiting is no delay, being busy is.
  setTimeout(() => {
    const waited = histogram.max;
    for (const end = Date.now() + 60; Date.now() < end; );
    setImmediate(() => {
      console.log(waited < 60e6, histogram.max >= 50e6 && histogram.max < 400e6);
      histogram.disable();
    });
  }, 150);
};
setImmediate(turn);
