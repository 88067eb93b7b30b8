// stdin: first\r\nsecond\n\nfourth\u2028still\rfifth\nlast without end
// Lines of a pipe, with their ends of every kind.
const readline = require("node:readline");
const lines = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on("line", (line) => console.log(JSON.stringify(line), lines.terminal, lines.line, lines.cursor));
lines.on("close", () => console.log("close", lines.closed));
lines.on("pause", () => console.log("pause"));
lines.on("resume", () => console.log("resume"));
