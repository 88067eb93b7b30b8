const lines = (error) => console.log(error.stack.split("\n").slice(0, 6).join("\n"));

function outer() {
  const sources = [
    "function inner() { [1].forEach(() => { throw new Error('deep'); }); }\n  inner();",
    "\n null.direct",
    "eval('eval(`null.nested`)')",
  ];
  for (const source of sources) {
    try {
      eval(source);
    } catch (error) {
      lines(error);
    }
    try {
      (0, eval)(source);
    } catch (error) {
      lines(error);
    }
  }
}

outer();
try {
  eval("(function named() { throw new RangeError('kept'); })()");
} catch (error) {
  lines(error);
}
