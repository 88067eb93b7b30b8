// Key presses out of bytes.
const readline = require("node:readline");
const { PassThrough } = require("node:stream");
const input = new PassThrough();
readline.emitKeypressEvents(input);
input.on("keypress", (text, key) => console.log(JSON.stringify(text), JSON.stringify(key)));
for (const keys of ["a", "Z", "\r", "\n", "\t", "\x1b[Z", "\x7f", "\x03", "\x1b[A", "\x1bOP", "\x1b[15~", "\x1b[1;5C", "\x1b[3;2~", "\x1bx", "é", "😀", " ", "\x1b[[A", "\x1b\x1b[D", "\x00", "1"]) input.write(keys);
input.write("\x1b");
setTimeout(() => input.end(), 600);
