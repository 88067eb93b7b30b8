// A terminal made of streams: keys move, erase and complete.
const readline = require("node:readline");
const { PassThrough } = require("node:stream");
const input = new PassThrough();
const written = [];
const output = Object.assign(new PassThrough(), { columns: 40 });
output.on("data", (chunk) => written.push(String(chunk)));
const lines = readline.createInterface({ input, output, terminal: true, prompt: "$ ", history: ["older"], completer: (line) => [["apple", "apricot", "banana"].filter((word) => word.startsWith(line)), line] });
lines.on("line", (line) => console.log("line", JSON.stringify(line)));
lines.on("history", (history) => console.log("history", history));
lines.prompt();
const keys = { left: "\x1b[D", right: "\x1b[C", up: "\x1b[A", down: "\x1b[B", home: "\x1b[H", end: "\x1b[F", backspace: "\x7f", del: "\x1b[3~", enter: "\r", tab: "\t", ctrlA: "\x01", ctrlE: "\x05", ctrlK: "\x0b", ctrlU: "\x15", ctrlW: "\x17", ctrlT: "\x14", ctrlY: "\x19", altB: "\x1bb", altF: "\x1bf", altD: "\x1bd", ctrlLeft: "\x1b[1;5D", undo: "\x1f" };
const script = ["abc", keys.left, "X", keys.home, "^", keys.end, "$", keys.backspace, keys.left, keys.del, keys.enter, keys.up, "!", keys.enter, "one two three", keys.ctrlW, keys.altB, keys.altD, keys.ctrlY, keys.enter, "ap", keys.tab, keys.enter, "b", keys.tab, keys.enter, "cut me", keys.ctrlA, keys.ctrlK, keys.ctrlY, keys.ctrlY, keys.enter, "ab", keys.ctrlT, keys.ctrlU, keys.undo, keys.enter, "漢字é", keys.left, keys.left, "|", keys.enter];
for (const key of script) {
  input.write(key);
  console.log(JSON.stringify(key), JSON.stringify(lines.line), lines.cursor, JSON.stringify(lines.getCursorPos()));
}
lines.close();
console.log(JSON.stringify(written.join("")));
