// Primitives, their boxes, strings and their quotes, symbols, dates, expressions.
const { inspect } = require("node:util");
console.log([0, -0, 1e21, NaN, -Infinity, 10n, true, null, undefined].map((value) => inspect(value)).join(" "));
for (const text of ["plain", "it's", "it's \"both\"", "`all` 'three' \"quotes\"", "line\nbreak\ttab", "\u001b[31m\u007f\u0000", "\ud800 lone", "é漢😀"])
  console.log(inspect(text), inspect([text]));
console.log(inspect("a long text with\nseveral lines\nin an array ".repeat(3)));
console.log(inspect(["a long text with\nseveral lines\nin an array ".repeat(2)]));
console.log(inspect(Symbol("s")), inspect(Symbol()), inspect(Symbol.iterator), inspect({ [Symbol("a b")]: 1, [Symbol()]: 2 }));
console.log(inspect(new Number(-0)), inspect(new String("box")), inspect(new Boolean(false)), inspect(Object(1n)), inspect(Object(Symbol("b"))));
console.log(inspect(Object.assign(new String("ab"), { extra: 1 })), inspect(new String(""), { showHidden: true }));
console.log(inspect(new Date(0)), inspect(new Date(NaN)), inspect(Object.assign(new Date(1e12), { a: 1 })));
console.log(inspect(/a\/b/gi), inspect(Object.assign(/x/, { y: 1 })), inspect(new (class Pattern extends RegExp {})("q", "u")));
console.log(inspect({ "a-b": 1, 2: 2, valid_id: 3, "": 4, "with'quote": 5, "\n": 6, é: 7 }));
console.log(inspect(function () { return arguments; }(1, "b")), inspect(globalThis).slice(0, 22), inspect(Math).slice(0, 15), inspect(JSON), inspect(Atomics).slice(0, 17));
console.log(inspect(Object.create({}, {})), inspect(new (class {})()), inspect(new (class Foo { constructor() { this.x = 1; } })()));
