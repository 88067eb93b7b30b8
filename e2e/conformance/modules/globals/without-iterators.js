// Node's own work goes on when a program takes the iterator of arrays away.
const steps = Object.getPrototypeOf([][Symbol.iterator]());
const { iterator } = Symbol;
const [values, next] = [Array.prototype[iterator], steps.next];
delete Array.prototype[iterator];
delete steps.next;
const fs = require("node:fs");
const path = require("node:path");
fs.writeFileSync("a.txt", "text");
const text = fs.readFileSync("a.txt", "utf8");
const names = fs.readdirSync(".").join();
const joined = path.join("a", "..", "b");
const error = new Error("made").stack.split("\n").length > 2;
const url = new URL("http://a.b/c?d=e").href;
let message = "";
try {
  fs.readFileSync("missing");
} catch (thrown) {
  message = thrown.message;
}
setTimeout(() => {
  Array.prototype[iterator] = values;
  steps.next = next;
  console.log(text, names, joined, error, url, message);
}, 1);
