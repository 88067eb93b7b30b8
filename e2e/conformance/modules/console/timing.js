// Timers, with the durations taken out.
const { Console } = require("node:console");
const { Writable } = require("node:stream");
const lines = [];
const stdout = new Writable({ write(chunk, _encoding, done) { lines.push(String(chunk)); done(); } });
const own = new Console(stdout, stdout);
process.on("warning", (warning) => console.log(warning.name, warning.message));
own.time();
own.timeLog();
own.timeLog("default", { extra: 1 }, "more");
own.timeEnd();
own.time("label");
own.time("label");
own.timeEnd("label");
own.timeEnd("label");
own.timeLog("never");
setTimeout(() => console.log(lines.map((line) => line.replace(/[\d.]+(ms|s)/g, "<time>")).join("")), 5);
