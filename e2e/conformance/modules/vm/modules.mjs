// flags: --experimental-vm-modules --no-warnings
import vm from "node:vm";
const values = new vm.SyntheticModule(["a", "default"], function () {
  this.setExport("a", 5);
  this.setExport("default", "d");
});
const module = new vm.SourceTextModule("import d, { a } from 'values'; export const sum = a + 1; export default d; export { a }; import.meta.note", {
  identifier: "main.vm",
  initializeImportMeta(meta) {
    meta.note = 1;
  },
});
console.log(module.status, module.identifier, values.status, module.moduleRequests?.map(({ specifier }) => specifier));
await module.link((specifier) => {
  console.log("link", specifier);
  return values;
});
console.log(module.status);
await module.evaluate();
console.log(module.status, module.namespace.sum, module.namespace.default, Object.keys(module.namespace));
const broken = new vm.SourceTextModule("throw new RangeError('r')");
await broken.link(() => {});
await broken.evaluate().catch((error) => console.log(broken.status, error === broken.error, error.message));
