// A carriage return and its line feed that arrive apart.
const readline = require("node:readline");
const { PassThrough } = require("node:stream");
const input = new PassThrough();
const lines = readline.createInterface({ input, crlfDelay: 100 });
lines.on("line", (line) => console.log(JSON.stringify(line)));
input.write("a\r");
input.write("\nb\r\n");
input.write("é".slice(0));
input.write(Buffer.from([0xe2, 0x82]));
input.write(Buffer.from([0xac, 0x0a]));
setTimeout(() => { input.write("late\r"); setTimeout(() => { input.write("\nend"); input.end(); }, 150); }, 5);
