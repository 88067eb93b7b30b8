const vm = require("vm");
const attempts = [
  () => vm.createContext(5),
  () => vm.createContext({}, { name: 5 }),
  () => vm.isContext("text"),
  () => vm.runInContext("1", {}),
  () => new vm.Script("1", { filename: 5 }),
  () => new vm.Script("1", { lineOffset: "x" }),
  () => new vm.Script("1", { cachedData: 5 }),
  () => vm.runInThisContext("1", { timeout: -1 }),
  () => vm.compileFunction(5),
  () => vm.compileFunction("", "a"),
  () => vm.compileFunction("", [], { parsingContext: {} }),
  () => vm.compileFunction("", [], { contextExtensions: [5] }),
  () => vm.runInThisContext("1", { breakOnSigint: 1 }),
];
for (const attempt of attempts) {
  try {
    console.log(attempt());
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
