const module_ = require("node:module");
console.log(module_.constants.compileCacheStatus, module_.getCompileCacheDir());
console.log(typeof module_.enableCompileCache, typeof module_.flushCompileCache, module_.flushCompileCache());
console.log(Object.keys(module_).filter((name) => !name.startsWith("_")).sort().join(" "));
console.log(module_ === module_.Module, module_.wrap("x"), module_.wrapper.length, typeof module_._nodeModulePaths, module_._nodeModulePaths("/a/node_modules/b"));
console.log(module_.syncBuiltinESMExports.length, module_.globalPaths.length > 0, module_.isBuiltin("sys"));
