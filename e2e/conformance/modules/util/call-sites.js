// getCallSites tells who called.
const util = require("node:util");
function outer() {
  return inner();
}
function inner() {
  return util.getCallSites(3);
}
for (const site of outer()) console.log(site.functionName, site.scriptName.split("/").pop(), site.lineNumber, site.columnNumber, Object.keys(site).join());
const method = { here() { return util.getCallSites(1)[0]; } };
console.log(method.here().functionName, (() => util.getCallSites(1)[0].functionName)() === "", util.getCallSites(2).length);
for (const bad of [0, 201, "x", -1])
  try {
    console.log(util.getCallSites(bad).length);
  } catch (error) {
    console.log(error.code, error.message);
  }
console.log(util.getCallSites({ sourceMap: false }).length > 3, util.getCallSites(1, { sourceMap: true }).length);
