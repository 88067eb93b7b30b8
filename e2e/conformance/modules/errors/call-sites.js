// Call sites as libraries take them that map sources: copied method by method.
const before = Error.prepareStackTrace;
Error.prepareStackTrace = (_error, sites) => sites;
const own = function* own() {
  yield new Error("inside").stack;
};
class Made {
  static *steps() {
    yield new Error("inside").stack;
  }
}
const [site] = new Error("here").stack;
const { constructor, ...methods } = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(site));
console.log(constructor.value.name, Object.keys(methods).length, Object.keys(methods).join(), Object.getOwnPropertyNames(site), site);
function copyOf(frame) {
  const copy = {};
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(frame)))
    copy[name] = /^(?:is|get)/.test(name) ? () => frame[name].call(frame) : frame[name];
  return copy;
}
const copy = copyOf(site);
console.log(copy.isNative(), copy.isToplevel(), copy.isEval(), copy.getLineNumber(), copy.getColumnNumber(), copy.getFunctionName());
for (const steps of [own(), Made.steps()]) {
  const [inside, resumed] = steps.next().value;
  console.log(inside.getFunctionName(), inside.getTypeName(), resumed.getFunctionName(), resumed.getTypeName(), String(resumed));
}
const [, mapped] = [1].map(() => new Error("mapped").stack)[0];
console.log(mapped.getTypeName(), mapped.getMethodName(), String(mapped));
// Handed on to the formatter that was there before.
Error.prepareStackTrace = (error, sites) => before(error, [{ toString: () => "made" }, ...sites]);
console.log(new Error("handed on").stack.split("\n").slice(0, 3).join("|").replaceAll(process.cwd(), "."));
