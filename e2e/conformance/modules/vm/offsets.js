// Where scripts begin in their files, and how functions that vm compiles look.
const vm = require("node:vm");
const first = (error) => error.stack.split("\n").slice(0, 6).join("\n");

for (const [code, options] of [
  [" throw new Error('one')", { lineOffset: 32, columnOffset: 123 }],
  ["\n  throw new Error('two')", { lineOffset: 10 }],
  ["let a =;", { lineOffset: 4 }],
]) {
  try {
    vm.runInNewContext(code, {}, { filename: "given.js", ...options });
  } catch (error) {
    console.log(first(error).replaceAll(/\(node:.*\)/g, "()"));
  }
}

const made = vm.compileFunction("// a comment\nreturn a + b", ["a", "b"], { filename: "made.js" });
console.log(String(made), made.length, made(1, 2));
const thrower = vm.compileFunction("\nthrow new TypeError('three')", [], { filename: "t.js", lineOffset: 7 });
try {
  thrower();
} catch (error) {
  console.log(first(error).split("\n")[1]);
}
try {
  vm.compileFunction("});\n(function () {");
} catch (error) {
  console.log(error.name, error.message);
}
