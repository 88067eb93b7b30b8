const { performance, PerformanceObserver } = require("perf_hooks");
const observer = new PerformanceObserver((list, self) => {
  console.log(list.getEntries().map(({ name, entryType }) => `${name}:${entryType}`), list.getEntriesByName("two").length, list.getEntriesByType("mark").length, self === observer);
  self.disconnect();
});
observer.observe({ entryTypes: ["mark", "measure"] });
performance.mark("one");
performance.mark("two");
performance.measure("three", "one", "two");
console.log(observer.takeRecords().length);
performance.mark("four");
for (const f of [() => observer.observe({}), () => observer.observe({ entryTypes: ["mark"], type: "mark" }), () => new PerformanceObserver(5)])
  try {
    f();
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
