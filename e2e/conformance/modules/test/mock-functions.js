const { mock } = require("node:test");
const add = mock.fn((a, b) => a + b);
console.log(add(1, 2), add.call({ self: true }, 3, 4), add.mock.callCount());
console.log(add.mock.calls.map(({ arguments: given, result, this: self, error, target }) => [given, result, self, error, target]));
add.mock.mockImplementationOnce(() => "once", 3);
add.mock.mockImplementation(() => "changed");
console.log(add(), add(), add());
add.mock.resetCalls();
console.log(add.mock.calls.length);
const object = { value: 5, method(x) { return this.value + x; }, get prop() { return "real"; }, set prop(v) { this.value = v; } };
const method = mock.method(object, "method", () => "mocked");
console.log(object.method(1), method.mock.callCount());
method.mock.restore();
console.log(object.method(1));
mock.getter(object, "prop", () => "fake");
console.log(object.prop);
mock.restoreAll();
console.log(object.prop);
const property = mock.property(object, "value", 9);
console.log(object.value, (object.value = 10), property.mock.accesses.length);
mock.reset();
console.log(object.value);
for (const bad of [() => mock.fn(1), () => mock.method(object, "none"), () => mock.method(object, "value"), () => mock.fn(() => {}, { times: -1 })]) {
  try { bad(); } catch (error) { console.log(error.code, error.message); }
}
