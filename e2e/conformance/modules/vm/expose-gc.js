// `gc` of contexts that are made after V8 was told to show it, and what it collects.
const v8 = require("node:v8");
const vm = require("node:vm");
v8.setFlagsFromString("--expose-gc");
const gc = vm.runInNewContext("gc");
console.log(typeof globalThis.gc, typeof gc, gc.name, gc.length, String(gc), gc());
const registry = new FinalizationRegistry((held) => console.log("finalized", held));
let weak;
(() => {
  const object = { some: ["thing"] };
  weak = new WeakRef(object);
  registry.register(object, "it");
})();
setTimeout(() => {
  gc();
  setTimeout(async () => {
    console.log(weak.deref());
    console.log(await gc({ execution: "async" }));
  }, 10);
}, 10);
