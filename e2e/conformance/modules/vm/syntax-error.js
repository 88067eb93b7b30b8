const vm = require("vm");
try {
  new vm.Script("let x = ;", { filename: "broken.vm" });
} catch (error) {
  console.log(error instanceof SyntaxError, error.stack.split("\n").slice(0, 5).join("\n"));
}
try {
  vm.runInThisContext("\n\nfail()", { filename: "late.vm" });
} catch (error) {
  console.log(error.stack.split("\n").slice(0, 2).join("\n"));
}
try {
  vm.runInContext("function f() { throw new TypeError('inside') }\nf()", vm.createContext({}), "inner.vm");
} catch (error) {
  console.log(error.message, error.stack.split("\n").slice(1, 3).join("\n"));
}
