// What two histograms tell about each other, and how sure a percentile is. The last digits of what is worked out in
// floating point may differ.
const { createHistogram } = require("node:perf_hooks");
const filled = (length, value) => {
  const histogram = createHistogram();
  for (let index = 0; index < length; index++) histogram.record(value(index));
  return histogram;
};
const samples = {
  none: createHistogram(),
  one: filled(1, () => 5),
  same: filled(3, () => 5),
  few: filled(3, (index) => index + 1),
  sevens: filled(50, (index) => 100 + 3 * (index % 7)),
  elevens: filled(40, (index) => 105 + 2 * (index % 11)),
  wide: filled(5, (index) => 10 ** (index + 1)),
};
const rounded = (value) =>
  JSON.stringify(value, (_, each) => (typeof each === "number" ? Number(each.toPrecision(9)) : each));
for (const [name, sample] of Object.entries(samples)) {
  console.log(name, rounded([sample.skewness, sample.kurtosis]));
  for (const [otherName, other] of Object.entries(samples)) {
    console.log(name, otherName, rounded(sample.welchTest(other, { confidence: 0.9 })));
    console.log(rounded([sample.mannWhitneyTest(other), sample.cohensD(other), sample.cliffsD(other)]));
  }
  for (const percentile of [1, 50, 99.9, 100])
    for (const confidence of [0.5, 0.999]) console.log(sample.percentileCI(percentile, { confidence }));
}
