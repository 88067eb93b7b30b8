Error.prepareStackTrace = (error, sites) => sites.slice(0, 2).map((site) => [site.getFunctionName(), site.getLineNumber(), site.getColumnNumber(), site.isConstructor(), site.isAsync(), site.isToplevel(), site.getTypeName(), site.getMethodName(), site.getFileName() === __filename, site.isEval(), site.isNative()].join(" "));
class Maker { constructor() { this.stack = new Error("x").stack; } method() { return new Error("y").stack; } static make() { return new Error("z").stack; } }
console.log(new Maker().stack, new Maker().method(), Maker.make(), (() => new Error("w").stack)());
Error.prepareStackTrace = undefined;
const target = {};
function named() { Error.captureStackTrace(target, named); }
named();
console.log(target.stack.split("\n").length > 2, Object.getOwnPropertyDescriptor(target, "stack") !== undefined);
Error.stackTraceLimit = 1;
console.log(new Error("short").stack.split("\n").length);
Error.stackTraceLimit = 0;
console.log(new Error("none").stack);
Error.stackTraceLimit = "x";
console.log(new Error("bad limit").stack);
