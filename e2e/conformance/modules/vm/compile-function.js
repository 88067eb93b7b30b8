const vm = require("vm");
console.log(vm.compileFunction("return a + b + this.c", ["a", "b"]).call({ c: 3 }, 1, 2));
const context = vm.createContext({ base: 10 });
console.log(vm.compileFunction("return base + x", ["x"], { parsingContext: context })(5));
console.log(vm.compileFunction("return first + second", [], { contextExtensions: [{ first: 1 }, { second: 2 }] })());
const made = vm.compileFunction("return 1", [], { produceCachedData: true });
console.log(made.cachedDataProduced, Buffer.isBuffer(made.cachedData), made.length, made.name);
console.log(vm.compileFunction("x = 1; return typeof x", [], { parsingContext: context })(), context.x);
