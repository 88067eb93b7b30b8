// Smaller parts of util: deprecate, inherits, debuglog, diff, errors, env files.
// env: NODE_DEBUG=mine,other
const util = require("node:util");
const old = util.deprecate((a) => a + 1, "old() is old", "DEP_X");
process.on("warning", (warning) => console.log(warning.name, warning.code, warning.message));
console.log(old(1), old(2), old.name);
function Parent() {}
Parent.prototype.hello = () => "hello";
function Child() {}
util.inherits(Child, Parent);
console.log(new Child().hello(), Child.super_ === Parent);
try {
  util.inherits(Child, null);
} catch (error) {
  console.log(error.code);
}
console.log(util.debuglog("mine").enabled, util.debuglog("unknown").enabled, util.debug === util.debuglog);
console.log(util.getSystemErrorName(-2), util.getSystemErrorMessage(-13), util.getSystemErrorMap().get(-17), util.getSystemErrorMap().size > 50);
console.log(util.diff("a\nb\nc".split("\n"), "a\nc\nd".split("\n")), util.diff("abc", "abc"), util.diff("12", "13"));
console.log(util.parseEnv("A=1\nB='two words' # c\nexport C=\"x\\ny\"\nD=`back`\n#no\nE\nF= spaced \nG=a#b\nH='multi\nline'"));
console.log(util.toUSVString("a\ud800b"), util.isArray([]), util.isArray.name);
console.log(util.types === require("node:util/types"), Object.keys(util).sort().join(" "));
const controller = new AbortController();
const resource = {};
util.aborted(controller.signal, resource).then(() => console.log("aborted", resource));
controller.abort();
console.log(util.transferableAbortSignal(AbortSignal.abort()).aborted, util.transferableAbortController().signal.aborted);
for (const bad of ["x", 1, 5.5]) try { util.getSystemErrorName(bad); } catch (error) { console.log(error.code, error.message); }
