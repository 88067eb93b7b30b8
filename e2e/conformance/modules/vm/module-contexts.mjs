// flags: --experimental-vm-modules --no-warnings
// Modules that belong to a context, what they are linked with, and their caches.
import vm from "node:vm";

const context = vm.createContext({ foo: "bar", baz: undefined, seen: undefined });
const inside = new vm.SourceTextModule(
  "baz = foo; seen = [typeof process, typeof require, this, globalThis.foo]; export const x = foo + 1;",
  { context },
);
await inside.link(() => {});
await inside.evaluate();
console.log(context, inside.namespace.x, typeof globalThis.baz);

for (const text of ["missing", "missing = 1", "const foo = 2; globalThis.foo = foo + 1"]) {
  const module = new vm.SourceTextModule(text, { context });
  await module.link(() => {});
  await module.evaluate().then(
    () => console.log("evaluated", context.foo),
    (error) => console.log(error.name, error.message),
  );
}

const imported = new vm.SyntheticModule(["value"], function () {
  this.setExport("value", 1);
}, { context });
const reader = new vm.SourceTextModule("import { value } from 'made'; export const read = () => value;", { context });
await reader.link(() => imported);
await reader.evaluate();
const before = reader.namespace.read();
imported.setExport("value", 2);
console.log(before, reader.namespace.read());

const tell = (work) => {
  try {
    work();
    console.log("done");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const first = new vm.SourceTextModule("import a from 'a'; import b from 'b'; import c from 'a';", { identifier: "first" });
const other = new vm.SourceTextModule("import 'unknown'; export default 1;", { identifier: "other" });
tell(() => first.instantiate());
tell(() => first.linkRequests([other]));
first.linkRequests([other, other]);
tell(() => first.instantiate());

const cachedData = new vm.SourceTextModule("const a = 1").createCachedData();
tell(() => new vm.SourceTextModule("const a = 1", { cachedData }));
tell(() => new vm.SourceTextModule("const other = 1", { cachedData }));

const taking = vm.createContext({ a: 1 }, { importModuleDynamically: () => inside });
console.log(vm.runInContext("a + 1", taking), Reflect.ownKeys(taking));
