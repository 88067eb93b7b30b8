// How deep objects are shown, and what stands for the rest.
const { inspect } = require("node:util");
const nested = { a: { b: { c: { d: { e: 1 } } } }, list: [[[[1]]]], map: new Map([["k", { x: { y: { z: 1 } } }]]) };
for (const depth of [0, 1, 2, null, Infinity, undefined]) console.log(String(depth), inspect(nested, { depth }));
class Point {
  constructor() {
    this.inner = { deep: { deeper: {} } };
  }
}
console.log(inspect(new Point(), { depth: 0 }), inspect({ p: new Point() }, { depth: 0 }));
const circle = { name: "c" };
circle.self = circle;
circle.list = [circle, { circle }];
console.log(inspect(circle), inspect(circle, { depth: 0 }));
const a = {};
const b = { a };
a.b = b;
console.log(inspect([a, b]));
