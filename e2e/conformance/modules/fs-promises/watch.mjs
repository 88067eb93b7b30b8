// racy: file events come when they come
// watch as an async iterator, ended by a signal.
import fs from "node:fs/promises";
await fs.mkdir("dir");
const controller = new AbortController();
const seen = new Set();
setTimeout(() => fs.writeFile("dir/new", "x"), 30);
setTimeout(() => fs.rm("dir/new"), 70);
setTimeout(() => controller.abort("over"), 130);
try {
  for await (const event of fs.watch("dir", { signal: controller.signal })) {
    seen.add(`${event.eventType} ${event.filename} ${Object.keys(event)}`);
  }
} catch (error) {
  console.log(error.name, error.code, error.cause);
}
console.log([...seen].sort());
try {
  for await (const event of fs.watch("none")) console.log(event);
} catch (error) {
  console.log(error.code, error.message);
}
for (const options of [{ signal: 5 }, { persistent: 1 }, { recursive: "x" }, { encoding: "zz" }])
  try {
    await fs.watch("dir", options).next();
  } catch (error) {
    console.log(error.code, error.message);
  }
