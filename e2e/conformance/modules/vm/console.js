// A context's own console says nothing; its sandbox is its global object.
const vm = require("node:vm");
console.log(vm.runInNewContext("[typeof console, String(console), typeof console.log, console.log('nobody hears')]"));
console.log(vm.runInNewContext("Object.getOwnPropertyNames(console).join()"));
const descriptor = vm.runInNewContext("Object.getOwnPropertyDescriptor(globalThis, 'console')");
console.log(descriptor.enumerable, descriptor.writable, descriptor.configurable);
const sandbox = {};
sandbox.window = { self: sandbox };
sandbox.me = sandbox;
vm.createContext(sandbox);
console.log(vm.runInContext("[me === globalThis, me === this, window.self === this]", sandbox).join());
console.log(vm.runInContext("Object.defineProperty(this, 'x', { get: () => window.self }); x === this", sandbox));
