const usage = process.resourceUsage();
console.log(Object.keys(usage).join(), Object.values(usage).every((value) => Number.isInteger(value) && value >= 0));
const memory = process.memoryUsage();
console.log(Object.keys(memory).join(), memory.rss >= memory.heapUsed, process.memoryUsage.rss() > 0);
const cpu = process.cpuUsage();
console.log(Object.keys(cpu), process.cpuUsage(cpu).user >= 0, Object.keys(process.threadCpuUsage()));
console.log(typeof process.constrainedMemory(), process.availableMemory() > 0);
for (const bad of [() => process.cpuUsage(1), () => process.cpuUsage({ user: -1, system: 1 }), () => process.cpuUsage({ user: "1" })]) {
  try {
    bad();
  } catch (error) {
    console.log(error.code, error.message);
  }
}
