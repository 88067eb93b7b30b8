// Options: what is accepted, history, tabs, write.
const readline = require("node:readline");
const { PassThrough } = require("node:stream");
const make = (options) => readline.createInterface({ input: new PassThrough(), ...options });
for (const bad of [{ completer: 5 }, { history: "x" }, { historySize: -1 }, { historySize: "x" }, { tabSize: 0 }, { tabSize: "x" }, { escapeCodeTimeout: "x" }, { signal: 5 }, { crlfDelay: 5 }, { removeHistoryDuplicates: true }])
  try { const made = make(bad); console.log(Object.keys(bad)[0], "accepted", made.crlfDelay, made.tabSize, made.historySize); made.close(); } catch (error) { console.log(error.name, error.code, error.message); }
const out = new PassThrough();
const lines = readline.createInterface({ input: new PassThrough(), output: out, terminal: true, historySize: 2, removeHistoryDuplicates: true, tabSize: 4 });
for (const line of ["a", "b", "a", "c", ""]) lines.write(`${line}\n`);
console.log(lines.history, lines.terminal, lines.output === out);
lines.write("typed");
lines.write(null, { ctrl: true, name: "u" });
console.log(JSON.stringify(lines.line));
lines.on("SIGINT", () => console.log("SIGINT"));
lines.write(null, { ctrl: true, name: "c" });
lines.on("close", () => console.log("close"));
lines.write(null, { ctrl: true, name: "d" });
try { lines.write("late"); } catch (error) { console.log(error.code); }
try { lines.pause(); } catch (error) { console.log(error.code); }
console.log(Object.keys(readline).sort().join(" "), Object.keys(readline.promises).sort().join(" "));
