// Errors without their stacks: names, causes, groups, properties.
const { inspect } = require("node:util");
const bare = (error) => Object.defineProperty(error, "stack", { value: `${error.name}: ${error.message}` });
console.log(inspect(bare(new Error("one"))), inspect(bare(new RangeError(""))));
console.log(inspect(bare(Object.assign(new TypeError("two"), { code: "E_TWO", detail: { a: 1 } }))));
console.log(inspect(bare(new Error("outer", { cause: bare(new Error("inner")) }))));
console.log(inspect(bare(new Error("odd", { cause: { reason: 1 } }))), inspect(bare(new Error("none", { cause: undefined }))));
console.log(inspect(bare(new AggregateError([bare(new Error("a")), 5], "many"))));
console.log(inspect([bare(new Error("in a list"))]), inspect({ error: bare(new Error("in an object")) }));
class MyError extends Error {
  name = "Custom";
}
console.log(inspect(bare(new MyError("mine"))).split("\n")[0]);
const nameless = new Error("x");
nameless.stack = "no name here";
console.log(inspect(nameless), inspect(Object.assign(new Error("gone"), { stack: undefined })));
const renamed = bare(new Error("m"));
renamed.name = "Other";
console.log(inspect(renamed), inspect(bare(new DOMException("text", "AbortError"))));
console.log(inspect(bare(new Error("two\nlines"))), inspect({ a: [bare(new Error("deep\nlines"))] }));
