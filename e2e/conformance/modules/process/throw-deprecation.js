// flags: --throw-deprecation --trace-warnings
process.on("uncaughtException", (error) => console.log(error.name, error.code, error.message));
process.emitWarning("traced", "Kind", "T1");
process.emitWarning("old", "DeprecationWarning", "DEP1");
