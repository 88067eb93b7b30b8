const { PassThrough } = require("node:stream");
const repl = require("node:repl");
const input = new PassThrough();
const output = new PassThrough();
let text = "";
output.on("data", (chunk) => (text += chunk));
const server = repl.start({ input, output, prompt: "> ", terminal: false, useGlobal: false });
server.on("exit", () => console.log(text));
for (const line of ["1 + 1", "_ * 21", "const a = [1, { b: 2 }]", "a", "let a = 2", "function twice(x) {", "  return x * 2", "}", "twice(4)", "undefined", "'text'", "({ x: 1 })", "{ y: 2 }", "throw new TypeError('thrown')", "_error.message", "none", "1 +* 2", "`a", "b`", "Promise.resolve(3)", ".break", ".nothing", "var fs2 = fs; typeof fs2.readFileSync", "module.id", ".exit"]) input.write(`${line}\n`);
