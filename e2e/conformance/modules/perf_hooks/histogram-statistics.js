// What histograms tell besides percentiles, as text and as JSON.
const { createHistogram } = require("node:perf_hooks");
const histogram = createHistogram({ halfLife: 2, threshold: 150 });
for (const value of [5, 9, 9, 1000]) histogram.record(value);
console.log(histogram, JSON.stringify(histogram));
console.log(histogram.ewmaMean, histogram.ewmaStddev, histogram.ewmaErrorRate);
console.log(histogram.cdf(9), histogram.countAt(9), histogram.linearBuckets(500), histogram.logBuckets(1, 10));
const other = createHistogram();
other.recordCorrected(100, 10);
console.log(other.count, other.min, other.max, other.mean, other.ksTest(histogram), other.ewmaMean);
histogram.add(other);
console.log(histogram.count, histogram.ewmaMean);
histogram.subtract(other);
console.log(histogram.count, histogram.max, histogram.percentilesAt([1, 99.9]));
histogram.reset();
console.log(histogram.count, histogram.ewmaMean);
