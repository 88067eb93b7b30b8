// What call sites say of texts that a program evaluates.
Error.prepareStackTrace = (error, sites) => sites;
const tell = (work) => {
  try {
    work();
  } catch (error) {
    for (const site of error.stack.slice(0, 2)) {
      const { basename } = require("node:path");
      const file = site.getFileName();
      console.log(
        file && basename(file),
        site.getFunctionName(),
        site.getTypeName(),
        site.getLineNumber(),
        site.getColumnNumber(),
        site.isEval(),
        site.isToplevel(),
        typeof site.getEvalOrigin(),
        typeof site.getScriptNameOrSourceURL(),
      );
    }
    console.log("--");
  }
};
tell(() => eval("(function inner() { throw new Error('x') })()"));
tell(() => (0, eval)("throw new Error('indirect')"));
tell(() => new Function("a", "\n\n throw new Error(a)")("made"));
tell(() => eval("throw new Error('named')\n//# sourceURL=named.js"));
tell(() => [1].map(() => eval("null.property")));

Error.prepareStackTrace = undefined;
for (const text of ["throw new Error('x')", "(function f() { throw new Error('y') })()\n//# sourceURL=other.js"])
  try {
    eval(text);
  } catch (error) {
    console.log(error.stack.split("\n").slice(1, 3).join("\n").replaceAll(__dirname, ""));
  }
