// flags: --trace-warnings --trace-deprecation
process.emitWarning("seen from here", "Kind");
process.emitWarning("old thing", "DeprecationWarning", "DEP000");
