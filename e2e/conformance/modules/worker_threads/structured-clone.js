const attempt = (f) => {
  try {
    return f();
  } catch ({ name, code, message, constructor }) {
    return `${constructor.name} ${name} ${code} ${message}`;
  }
};
const cycle = { name: "c" };
cycle.self = cycle;
console.log(structuredClone(cycle));
console.log(structuredClone([1, , 3, undefined, null, 5n, -0, NaN, "é✓"]));
console.log(structuredClone({ d: new Date(5), r: /a+/gi, m: new Map([[{}, 1]]), s: new Set(["x"]), b: Buffer.from("hi") }));
console.log(structuredClone(new (class Point { x = 1; #y = 2; get z() { return 3; } })()));
console.log(structuredClone([Object(1), Object("s"), Object(true), Object(9n)]));
const error = structuredClone(new RangeError("far", { cause: { why: 1 } }));
console.log(error instanceof RangeError, error.message, error.cause, Object.keys(error), typeof error.stack);
const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
const copy = structuredClone(buffer);
console.log(copy.resizable, copy.maxByteLength, structuredClone(new Float16Array([1.5])), structuredClone(new DataView(buffer)).byteLength);
for (const value of [() => 1, Symbol("s"), new WeakMap(), Promise.resolve(), { f() {} }, (function () { return arguments; })(), [].values(), new Proxy({}, {})])
  console.log(attempt(() => structuredClone(value)));
console.log(attempt(() => structuredClone()), attempt(() => structuredClone(1, { transfer: [{}] })), attempt(() => structuredClone(1, { transfer: 5 })));
