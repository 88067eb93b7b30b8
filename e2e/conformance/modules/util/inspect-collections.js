// Arrays, typed arrays, maps, sets and what they are cut to.
const { inspect } = require("node:util");
console.log(inspect([1, , 3, , , 6]), inspect([undefined, null, , ""]), inspect(new Array(5)));
console.log(inspect(Array.from({ length: 120 }, (_, i) => i)));
console.log(inspect(Array.from({ length: 7 }, (_, i) => i), { maxArrayLength: 3 }), inspect([1, 2], { maxArrayLength: 0 }));
const extra = Object.assign([1, 2], { name: "list", "-1": "minus", [Symbol("s")]: 3 });
console.log(inspect(extra), inspect(Object.assign([], { a: 1 })));
console.log(inspect(new Map([[{ a: 1 }, "v"], ["k", new Map([[1, 2]])]])), inspect(new Set(["a", [1], new Set()])));
console.log(inspect(new Map([[1, 2], [3, 4], [5, 6]]), { maxArrayLength: 1 }), inspect(new Set([1, 2, 3]), { maxArrayLength: 2 }));
console.log(inspect(new Uint8Array(3)), inspect(new Float64Array([1.5, -0])), inspect(new BigInt64Array(2)), inspect(new Uint8Array(0)));
console.log(inspect(new Uint16Array([1, 2]), { showHidden: true }));
console.log(inspect(new ArrayBuffer(4)), inspect(new SharedArrayBuffer(2)), inspect(new DataView(new ArrayBuffer(3), 1)));
console.log(inspect(new Map(), { showHidden: true }), inspect(new WeakMap()), inspect(new WeakSet()));
class Stack extends Array {}
class Table extends Map {}
console.log(inspect(Stack.from([1, 2])), inspect(new Table([["a", 1]])), inspect(new (class extends Set {})([1])));
