// isDeepStrictEqual and isArray.
const util = require("node:util");
const same = (a, b) => util.isDeepStrictEqual(a, b);
console.log(same({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), same([1, 2], [2, 1]), same(0, -0), same(NaN, NaN), same(1, "1"));
console.log(same(new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }])), same(new Map([[{ k: 1 }, [1]]]), new Map([[{ k: 1 }, [1]]])));
console.log(same(new Date(1), new Date(1)), same(/a/g, /a/i), same(Object(1), Object(2)), same(new Error("a"), new Error("a")), same(new Error("a"), new Error("b")));
console.log(same({ __proto__: null, a: 1 }, { a: 1 }), same(Object.create({ a: 1 }), {}), same([, 1], [undefined, 1]));
console.log(same({ [Symbol.for("x")]: 1 }, { [Symbol.for("x")]: 1 }), same({ [Symbol.for("x")]: 1 }, {}));
const left = { v: 1 };
const right = { v: 1 };
left.self = left;
right.self = right;
console.log(same(left, right), same(new Uint8Array([1]), new Uint8Array([1])), same(new Uint8Array([1]), Buffer.from([1])), same(Buffer.from("a"), Buffer.from("a")));
console.log(same(new Float32Array([0]), new Float32Array([-0])), same(new ArrayBuffer(2), new ArrayBuffer(2)), same(() => {}, () => {}));
console.log(same(new Error("m", { cause: 1 }), new Error("m", { cause: 2 })), same(new AggregateError([1]), new AggregateError([2])));
console.log(same(new WeakSet(), new WeakSet()), same(Symbol.for("a"), Symbol.for("a")), same([1, [2, [3]]], [1, [2, [3]]]), same(Object("a"), "a"));
