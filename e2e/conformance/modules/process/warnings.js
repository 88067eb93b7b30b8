process.on("warning", (warning) => console.log(warning.name, warning.code, warning.message, warning.detail, warning instanceof Error));
process.emitWarning("plain");
process.emitWarning("typed", "Kind");
process.emitWarning("coded", "Kind", "K001");
process.emitWarning("optioned", { type: "Other", code: "O001", detail: "some detail" });
process.emitWarning(new RangeError("an error"));
process.emitWarning("deprecated", "DeprecationWarning", "DEP9");
for (const bad of [[1], ["x", 1], ["x", "y", 1], [undefined]]) {
  try {
    process.emitWarning(...bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
console.log("sync end");
