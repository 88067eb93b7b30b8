const { createHistogram } = require("perf_hooks");
const histogram = createHistogram();
console.log(histogram.count, histogram.min, histogram.max, histogram.mean, histogram.exceeds);
for (const n of [1, 2, 3, 4, 100]) histogram.record(n);
histogram.record(7n);
console.log(histogram.count, histogram.min, histogram.max, histogram.mean.toFixed(3), histogram.stddev.toFixed(3));
console.log(histogram.percentile(50), histogram.percentile(100), histogram.percentiles.get(100), histogram.maxBigInt, histogram.countBigInt);
const other = createHistogram({ lowest: 1, highest: 1000, figures: 2 });
other.record(50);
histogram.add(other);
console.log(histogram.count, histogram.percentile(50));
histogram.reset();
console.log(histogram.count, histogram.max);
for (const f of [() => histogram.record(0), () => histogram.record("x"), () => histogram.percentile(0), () => createHistogram({ figures: 9 })])
  try {
    f();
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
