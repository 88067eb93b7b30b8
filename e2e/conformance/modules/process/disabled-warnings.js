// flags: --disable-warning=DEP9 --disable-warning=Kind
process.emitWarning("not shown", "DeprecationWarning", "DEP9");
process.emitWarning("not shown", "Kind");
process.emitWarning("shown", "Other", "X1");
process.noDeprecation = true;
process.emitWarning("silenced", "DeprecationWarning");
