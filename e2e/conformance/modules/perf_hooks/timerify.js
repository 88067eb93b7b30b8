const { performance, PerformanceObserver, createHistogram } = require("perf_hooks");
function add(a, b) {
  return a + b;
}
const histogram = createHistogram();
const timed = performance.timerify(add, { histogram });
console.log(timed.name, timed.length, timed(1, 2), histogram.count > 0);
class Point {
  constructor(x) {
    this.x = x;
  }
}
console.log(new (performance.timerify(Point))(3));
const observer = new PerformanceObserver((list) => {
  const [entry] = list.getEntries();
  console.log(entry.name, entry.entryType, entry.detail, typeof entry.duration);
  observer.disconnect();
});
observer.observe({ entryTypes: ["function"] });
timed(4, 5);
const { idle, active, utilization } = performance.eventLoopUtilization();
console.log(typeof idle, typeof active, typeof utilization);
