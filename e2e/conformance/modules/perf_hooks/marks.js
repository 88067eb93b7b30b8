const { performance, PerformanceObserver, PerformanceMark } = require("perf_hooks");
const mark = performance.mark("a", { detail: { x: 1 }, startTime: 10 });
performance.mark("b", { startTime: 25 });
const measure = performance.measure("m", "a", "b");
console.log(mark.name, mark.entryType, mark.startTime, mark.duration, mark.detail, mark instanceof PerformanceMark);
console.log(measure.startTime, measure.duration, measure.toJSON());
console.log(performance.measure("n", { start: 5, duration: 7, detail: "d" }).duration);
console.log(performance.getEntries().map(({ name }) => name), performance.getEntriesByName("a").length, performance.getEntriesByType("measure").length);
performance.clearMarks("a");
performance.clearMeasures();
console.log(performance.getEntries().map(({ name }) => name));
for (const f of [() => performance.measure("x", "missing"), () => performance.mark(), () => performance.mark("y", { startTime: -1 }), () => performance.measure("z", { start: 1, end: 2, duration: 3 })])
  try {
    f();
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
console.log(PerformanceObserver.supportedEntryTypes, typeof performance.timeOrigin, typeof performance.now());
