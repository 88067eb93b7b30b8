// Functions and classes: names, kinds, properties, bases.
const { inspect } = require("node:util");
function plain() {}
async function later() {}
function* many() {}
async function* manyLater() {}
class Base {}
class Derived extends Base {
  static field = 1;
}
const anonymous = [() => {}, function () {}, class {}, async () => {}];
for (const value of [plain, later, many, manyLater, Base, Derived, ...anonymous]) console.log(inspect(value));
console.log(inspect(Object.assign(function named() {}, { a: 1 })), inspect(Object.assign(() => {}, { b: {} })));
console.log(inspect(class extends null {}), inspect(Object.setPrototypeOf(function lost() {}, null)));
console.log(inspect(plain.bind(null)), inspect(Math.max), inspect(Symbol), inspect({ method() {}, get g() { return 1; } }));
console.log(inspect([plain, Base], { compact: false }), inspect(Derived, { showHidden: true }));
const tagged = function tagged() {};
tagged[Symbol.toStringTag] = "Tag";
console.log(inspect(tagged), inspect(Object.defineProperty(() => {}, "name", { value: "renamed" })));
console.log(inspect(Object.defineProperty(class A {}, "name", { value: 5 })));
