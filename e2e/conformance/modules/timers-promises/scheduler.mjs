import { scheduler } from "node:timers/promises";
console.log(typeof scheduler.wait, typeof scheduler.yield, Object.prototype.toString.call(scheduler));
console.log(await scheduler.wait(1), await scheduler.yield());
const controller = new AbortController();
setTimeout(() => controller.abort(), 1);
await scheduler.wait(10_000, { signal: controller.signal }).catch((error) => console.log(error.name, error.code));
try {
  new scheduler.constructor();
} catch (error) {
  console.log(error.code, error.message);
}
