// getPriority and setPriority.
const os = require("node:os");
const before = os.getPriority();
console.log(Number.isInteger(before), os.getPriority(0) === before, os.getPriority(process.pid) === before);
os.setPriority(5);
console.log(os.getPriority());
os.setPriority(process.pid, os.constants.priority.PRIORITY_LOW);
console.log(os.getPriority(process.pid), os.constants.priority);
for (const args of [[100], [-21], ["x"], [0, 1.5], ["x", 1], [9999999, 1]])
  try {
    console.log(os.setPriority(...args));
  } catch ({ name, code, message, info }) {
    console.log(name, code, message, info);
  }
try {
  os.getPriority(9999999);
} catch ({ name, code, message, info }) {
  console.log(name, code, message, info);
}
