import { setInterval } from "node:timers/promises";
let count = 0;
for await (const value of setInterval(1, "tick")) {
  console.log(value, ++count);
  if (count === 3) break;
}
const controller = new AbortController();
try {
  for await (const _ of setInterval(1, null, { signal: controller.signal })) controller.abort("enough");
} catch (error) {
  console.log(error.name, error.code, error.cause);
}
const iterator = setInterval(1, 1);
console.log(await iterator.next(), await iterator.return(), await iterator.next());
try {
  setInterval(1, 1, { ref: "x" }).next().catch((error) => console.log(error.code));
} catch (error) {
  console.log(error.code, error.message);
}
