import { setTimeout, setInterval } from "node:timers/promises";
setTimeout(10_000, null, { ref: false }).then(() => console.log("never"));
setInterval(10_000, null, { ref: false }).next().then(() => console.log("never"));
process.on("exit", (code) => console.log("exit", code));
console.log("end");
