console.log(process.getBuiltinModule("fs") === require("fs"), process.getBuiltinModule("node:fs") === require("fs"));
console.log(process.getBuiltinModule("none"), process.getBuiltinModule("test"), typeof process.getBuiltinModule("node:test"), process.getBuiltinModule("internal/util"));
for (const bad of [1, undefined, null]) {
  try {
    process.getBuiltinModule(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
console.log(process.moduleLoadList.includes("NativeModule fs"), process.binding.name, typeof process.reallyExit, typeof process.dlopen);
