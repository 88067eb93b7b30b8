// flags: --experimental-vm-modules --no-warnings
import vm from "node:vm";
const code = "import('node:path').then((m) => typeof m.join)";
console.log(await vm.runInThisContext(code, { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }));
console.log(await vm.runInContext(code, vm.createContext({}), { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }));
await vm.runInThisContext("import('node:fs')").catch(({ code, message }) => console.log(code, message));
const script = new vm.Script("import('made')", {
  async importModuleDynamically(specifier) {
    console.log("asked for", specifier);
    return import("node:os");
  },
});
console.log(typeof (await script.runInThisContext()).cpus);
